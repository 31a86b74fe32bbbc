/** Templates over HTTP: the built-in ones make reports, a report makes one, and a deletion is undone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BodyOf } from '../../shared/api.ts'
import { builtInIds } from '../../shared/templates/built-in.ts'
import { createReport, draft } from './drafts.ts'
import { type Caller, type Office, openOffice } from './office.ts'

describe('templates', () => {
  let office: Office
  let coordinator: Caller
  let farming: string
  beforeAll(async () => {
    office = await openOffice()
    farming = await office.department('农业办')
    coordinator = await office.hire({ role: 'coordinator' })
  })
  afterAll(() => office.close())

  const begin = (templateId: string, body: BodyOf<'beginFromTemplate'>) =>
    coordinator.call('beginFromTemplate', { templateId }, body)

  test.each(builtInIds)(
    'R1 the built-in %s makes a whole report with guidance and no text',
    async templateId => {
      const deadline = '2027-12-20T10:00:00.000Z'
      const { status, body } = await begin(templateId, {
        title: '澄溪镇2027年工作总结',
        period: '2027年度',
        deadline,
      })
      expect(status).toBe(200)
      const { body: template } = await coordinator.call('getTemplate', { templateId })
      expect(body.sections.map(({ level }) => level)).toEqual(
        template.content.sections.map(({ level }) => level),
      )
      expect(body.wordsCeiling).toBe(template.content.wordsCeiling)
      for (const section of body.sections) {
        expect(section.guidance.length, section.heading).toBeGreaterThan(20)
        expect(section.role).not.toBeNull()
        expect([section.text, section.leadId, section.status]).toEqual(['', null, 'not_started'])
        if (section.dueAt !== null) expect(section.dueAt < deadline).toBe(true)
      }
      // What is asked of the parts together fits the whole.
      const most = body.sections.reduce((sum, { ceiling }) => sum + (ceiling ?? 0), 0)
      expect(most).toBeLessThanOrEqual(template.content.wordsCeiling ?? 0)
      expect(new Set(body.sections.map(({ role }) => role))).toContain('problems')
      expect(new Set(body.sections.map(({ role }) => role))).toContain('plan')
    },
  )

  test('R2 years in headings are those of the new report', async () => {
    const { body } = await begin('built-in-town', { title: '2028年工作总结', period: '', deadline: null })
    const headings = body.sections.map(({ heading }) => heading)
    expect(headings).toContain('2028年主要工作')
    expect(headings).toContain('2029年工作打算')
    expect(body.sections.every(({ dueAt }) => dueAt === null)).toBe(true)
  })

  const saved = async (departments: boolean) => {
    const { reportId, id } = await createReport(coordinator, [
      draft('2026年工作', 1, {
        leadId: farming,
        ceiling: 900,
        guidance: '写清2026年的面积，由顾予宁核对。',
        dueAt: '2026-12-10T10:00:00.000Z',
      }),
      draft('粮食', 2, { role: 'work' }),
    ])
    await coordinator.call('changeReport', { reportId }, { deadline: '2026-12-20T10:00:00.000Z' })
    const name = `乡镇总结${departments ? '带科室' : ''}`
    const { body } = await coordinator.call('createTemplate', {}, { reportId, name, departments })
    return { templateId: body.id, reportId, id }
  }

  test('R3 a report becomes a template: outline, lengths, guidance and times, never a text', async () => {
    const { templateId } = await saved(true)
    const { body: template } = await coordinator.call('getTemplate', { templateId })
    expect(JSON.stringify(template)).not.toContain('正文')
    expect(template.content.sections).toMatchObject([
      { heading: '2026年工作', level: 1, leadId: farming, ceiling: 900, dueBefore: 10 * 24 * 60 },
      { heading: '粮食', level: 2, role: 'work', dueBefore: null },
    ])
    const deadline = '2027-12-17T09:00:00.000Z'
    const { body } = await begin(templateId, { title: '2027年工作总结', period: '2027年', deadline })
    expect(body.sections).toMatchObject([
      {
        heading: '2027年工作',
        guidance: '写清2027年的面积，由【　】核对。',
        leadId: farming,
        dueAt: '2027-12-07T09:00:00.000Z',
        text: '',
      },
      { heading: '粮食', level: 2, text: '' },
    ])
  })

  test('R4 departments come along only when asked for, and only while they are active', async () => {
    const without = await saved(false)
    const { body: bare } = await coordinator.call('getTemplate', { templateId: without.templateId })
    expect(JSON.stringify(bare)).not.toContain(farming)
    const { templateId } = await saved(true)
    await coordinator.call('changeDepartment', { departmentId: farming }, { active: false })
    const { body } = await begin(templateId, { title: '题', period: '', deadline: null })
    expect(body.sections[0]?.leadId).toBeNull()
    await coordinator.call('changeDepartment', { departmentId: farming }, { active: true })
  })

  test('R5 a template is renamed, deleted and brought back', async () => {
    const { templateId } = await saved(false)
    const names = async () => (await coordinator.call('listTemplates', {})).body.map(({ name }) => name)
    await coordinator.call('changeTemplate', { templateId }, { name: '半年总结' })
    expect(await names()).toContain('半年总结')
    await coordinator.call('deleteTemplate', { templateId })
    expect(await names()).not.toContain('半年总结')
    expect((await coordinator.call('getTemplate', { templateId })).status).toBe(404)
    expect((await begin(templateId, { title: '题', period: '', deadline: null })).status).toBe(404)
    expect((await coordinator.call('restoreTemplate', { templateId })).status).toBe(200)
    expect((await coordinator.call('restoreTemplate', { templateId })).code).toBe('conflict')
    expect(await names()).toContain('半年总结')
  })

  test('R6 built-in templates cannot be renamed or deleted', async () => {
    const templateId = 'built-in-town'
    expect((await coordinator.call('changeTemplate', { templateId }, { name: '改' })).status).toBe(404)
    expect((await coordinator.call('deleteTemplate', { templateId })).status).toBe(404)
    const { body } = await coordinator.call('listTemplates', {})
    expect(body.filter(({ builtIn }) => builtIn).map(({ id }) => id)).toEqual([...builtInIds])
  })
})
