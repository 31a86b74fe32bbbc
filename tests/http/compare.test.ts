/** The sides of a comparison over HTTP: what there is, for whom, and how much of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareReports } from '../../shared/compare/reports.ts'
import { makeSegment } from '../../shared/segment.ts'
import { createReport, draft, words } from './drafts.ts'
import { type Caller, type Office, openOffice } from './office.ts'

describe('comparing', () => {
  let office: Office
  let coordinator: Caller
  let author: Caller
  let other: Caller
  let reviewer: Caller
  let farming: string
  let building: string
  beforeAll(async () => {
    office = await openOffice()
    farming = await office.department('农业办')
    building = await office.department('规划办')
    coordinator = await office.hire({ role: 'coordinator', name: '顾予宁' })
    author = await office.hire({ role: 'author', name: '罗麦生', departmentIds: [farming] })
    other = await office.hire({ role: 'author', name: '石桥东', departmentIds: [building] })
    reviewer = await office.hire({ role: 'reviewer', name: '闻人敬' })
  })
  afterAll(() => office.close())

  /** Two sections, one of each department; the first submitted, then changed by the coordinator. */
  const begin = async () => {
    const { reportId, id } = await createReport(coordinator, [
      draft('农业生产', 1, { leadId: farming, text: words('播种五千亩。') }),
      draft('村道养护', 1, { leadId: building, text: words('养护村道四十公里。') }),
    ])
    const at = { reportId, sectionId: id('农业生产') }
    await coordinator.call('saveVersion', { reportId }, { name: '初稿' })
    await author.call('submitSection', at, {})
    await coordinator.call('changeSection', at, { heading: '粮食生产' })
    return { reportId, at }
  }
  const sidesFor = async (who: Caller, reportId: string) => {
    const { body } = await who.call('listComparable', { reportId })
    return body.map(({ kind }) => kind)
  }

  test('D30 everybody is offered what they may read, 来稿 and last year’s report among it', async () => {
    const { reportId, at } = await begin()
    const versions = ['now', 'version', 'version']
    expect(await sidesFor(coordinator, reportId)).toEqual([...versions, 'submitted', 'submission'])
    expect(await sidesFor(author, reportId)).toEqual([...versions, 'submitted', 'submission'])
    expect(await sidesFor(reviewer, reportId)).toEqual(versions)
    expect(await sidesFor(other, reportId)).toEqual(versions)
    const { body: sides } = await coordinator.call('listComparable', { reportId })
    const round = sides.find(({ kind }) => kind === 'submission')?.side ?? ''
    const query = { left: round, right: 'now' }
    expect((await author.call('compare', { reportId }, query)).status).toBe(200)
    expect((await reviewer.call('compare', { reportId }, query)).status).toBe(404)
    expect((await other.call('compare', { reportId }, query)).status).toBe(404)
    const unknown = { left: 'version:nothing', right: 'now' }
    expect((await coordinator.call('compare', { reportId }, unknown)).status).toBe(404)
    expect((await coordinator.call('compare', { reportId }, { left: '昨天', right: 'now' })).status).toBe(400)

    const beginning = { title: '2027年工作总结', period: '2027年', deadline: null }
    const { body: next } = await coordinator.call('beginFromReport', { reportId }, beginning)
    const carried = next.sections.find(({ heading }) => heading === '粮食生产')?.id ?? ''
    const lastYear = { left: 'last-year', right: 'now' }
    const { body: whole } = await coordinator.call('compare', { reportId: next.id }, lastYear)
    expect(whole.left.report.sections.map(({ id }) => id)).toEqual(
      whole.right.report.sections.map(({ id }) => id),
    )
    await coordinator.call('changeSection', at, { leadId: building })
    // No department of theirs holds anything of last year's report any more.
    const { body: part } = await author.call('compare', { reportId: next.id }, lastYear)
    expect(part.left.report.sections.map(({ id }) => id)).toEqual([carried])
  })

  test('D31 a 来稿 is compared with its section alone, a version with the whole', async () => {
    const { reportId, at } = await begin()
    const { body: sides } = await coordinator.call('listComparable', { reportId })
    const compare = async (left: string, section?: string) => {
      const { body } = await coordinator.call(
        'compare',
        { reportId },
        { left, right: 'now', ...(section === undefined ? {} : { section }) },
      )
      return compareReports(body.left.report, body.right.report, makeSegment())
    }
    const first = sides.findLast(({ kind }) => kind === 'version')?.side ?? ''
    const whole = await compare(first)
    expect(whole.sections.map(({ id, kind }) => [id === at.sectionId, kind])).toEqual([
      [true, 'kept'],
      [false, 'kept'],
    ])
    expect(whole.counts.sections.renamed).toBe(1)
    expect(whole.matter.length).toBeGreaterThan(0)
    const round = await compare(sides.find(({ kind }) => kind === 'submission')?.side ?? '')
    expect(round.sections.map(({ id }) => id)).toEqual([at.sectionId])
    expect(round.sections[0]?.new?.number).toBe('一、')
    expect(round.matter).toEqual([])
    expect((await compare('submitted')).sections).toHaveLength(1)
    expect((await compare(first, at.sectionId)).sections).toHaveLength(1)
    const nowhere = { left: first, right: 'now', section: 'nowhere' }
    expect((await coordinator.call('compare', { reportId }, nowhere)).status).toBe(404)
  })

  test('D33 the 花脸稿 says what is compared and shows it by form alone, for whoever may read both sides', async () => {
    const { reportId } = await begin()
    const { body: sides } = await coordinator.call('listComparable', { reportId })
    const first = sides.findLast(({ kind }) => kind === 'version')?.side ?? ''
    const round = sides.find(({ kind }) => kind === 'submission')?.side ?? ''
    const fetched = (who: Caller, left: string, more = '') =>
      fetch(
        `${office.url}/api/v1/reports/${reportId}/comparison/file?left=${left}&right=now&format=html${more}`,
        {
          headers: who.headers,
        },
      )
    const answer = await fetched(reviewer, first, '&zone=Asia/Shanghai')
    expect(answer.status).toBe(200)
    const page = await answer.text()
    expect(page).toContain('初稿（2026年11月23日 09:00） → 现在的稿子')
    expect(page).toContain('<del>农业</del><ins>粮食</ins>生产')
    expect(page).toContain('养护村道四十公里')
    expect(page).not.toContain('<script')
    const changes = await (await fetched(reviewer, first, '&shown=changes')).text()
    expect(changes).not.toContain('养护村道四十公里')
    expect((await fetched(reviewer, round)).status).toBe(404)
    expect((await fetched(coordinator, 'yesterday')).status).toBe(400)
  })
})
