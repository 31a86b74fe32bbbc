import { describe, expect, test } from 'vitest'
import { ownSection } from '../../../client/pages/report/own-section.ts'
import type { Report, Section } from '../../../shared/api.ts'
import type { Actor } from '../../../shared/permissions.ts'
import { reportOf } from './reports.ts'

const author: Actor = { id: 'luo', role: 'author', isAdministrator: false, departmentIds: ['农业办'] }

/** Sections that a department holds, with what differs. */
function held(report: Report, changes: Readonly<Record<string, Partial<Section>>>): Report {
  const sections = report.sections.map(section =>
    Object.assign({}, section, { effectiveLeadId: '党政办' }, changes[section.id]),
  )
  return { ...report, sections }
}

const begin = (report: Report, actor: Actor = author) => ownSection(actor, report)?.heading

describe('where an author begins', () => {
  const report = reportOf('导语\n农业\n民生\n打算')
  const own = { effectiveLeadId: '农业办' }

  test('O30 an author begins at the first section that their department owes', () => {
    expect(begin(held(report, { 农业: own, 打算: own }))).toBe('农业')
    expect(begin(held(report, { 民生: { effectiveCoIds: ['农业办'] } }))).toBe('民生')
  })

  test('O31 what came back comes before what is not begun', () => {
    expect(begin(held(report, { 农业: own, 打算: { ...own, status: 'returned' } }))).toBe('打算')
  })

  test('O32 what is handed in, final, or of others is nothing to begin at', () => {
    expect(begin(held(report, { 农业: { ...own, status: 'submitted' }, 打算: own }))).toBe('打算')
    expect(begin(held({ ...report, stage: 'final' }, { 农业: own }))).toBeUndefined()
    expect(begin(held(report, {}))).toBeUndefined()
  })

  test('O33 a coordinator begins at the top', () => {
    expect(begin(held(report, { 农业: own }), { ...author, role: 'coordinator' })).toBeUndefined()
  })
})
