/** One section's bytes changed on the disk: the report opens with the rest, and does not leave without it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createReport, draft } from './drafts.ts'
import { type Office, openOffice } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('L8 a report with a damaged section opens, names it, and is not exported with a hole in it', async () => {
  const coordinator = await office.hire({ role: 'coordinator' })
  // More sections than are read one by one, and fewer.
  for (const count of [9, 2]) {
    const headings = Array.from({ length: count }, (_, at) => `第${at + 1}部分`)
    const { reportId, id } = await createReport(
      coordinator,
      headings.map(heading => draft(heading)),
    )
    const row = { section_id: id('第2部分'), seq: 1 }
    const change = (checksum: number) =>
      office.program.db
        .updateTable('updates')
        .set({ checksum })
        .where(eb => eb.and(row))
        .execute()
    const { checksum } = await office.program.db
      .selectFrom('updates')
      .select('checksum')
      .where(eb => eb.and(row))
      .executeTakeFirstOrThrow()
    const read = async () => (await coordinator.call('getReport', { reportId })).body.sections
    const exported = () =>
      fetch(`${office.url}/api/v1/reports/${reportId}/export?format=txt`, { headers: coordinator.headers })

    await change(checksum ^ 1)
    // What the server remembers of the texts is of another generation now: it reads them again.
    await office.program.db
      .updateTable('sections')
      .set(eb => ({ generation: eb('generation', '+', 1) }))
      .execute()
    const damaged = await read()
    expect(damaged.filter(section => section.unreadable).map(({ heading }) => heading)).toEqual(['第2部分'])
    expect(damaged.filter(section => section.text !== '')).toHaveLength(count - 1)
    expect((await exported()).status).toBe(503)

    await change(checksum)
    expect((await read()).every(section => section.text !== '' && !section.unreadable)).toBe(true)
    expect((await exported()).status).toBe(200)
  }
})
