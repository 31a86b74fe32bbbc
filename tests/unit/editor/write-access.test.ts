import { noProgress } from '../../../shared/report.ts'
import { expect, test } from 'vitest'
import type { Section } from '../../../shared/api.ts'
import type { Actor } from '../../../shared/permissions.ts'
import { writeAccess } from '../../../client/editor/write-access.ts'

const author: Actor = { id: 'a', role: 'author', isAdministrator: false, departmentIds: ['agriculture'] }
const silent = { access: null, ended: null }
const told = (mayWrite: boolean) => ({ access: { mayWrite, generation: 1, schemaVersion: 1 }, ended: null })

const section = (change: Partial<Section>): Section => ({
  id: 's',
  parentId: null,
  level: 1,
  number: '一、',
  heading: '工作情况',
  numbered: true,
  role: null,
  status: 'drafting',
  leadId: null,
  coIds: [],
  effectiveLeadId: 'agriculture',
  effectiveCoIds: [],
  dueAt: null,
  floor: null,
  ceiling: null,
  guidance: '',
  returnReason: null,
  rounds: 0,
  progress: noProgress,
  grants: 0,
  generation: 1,
  text: '',
  words: 0,
  ...change,
})

test('E30 before the server has spoken, the same rules decide here', () => {
  expect(writeAccess(author, { stage: 'drafting' }, section({}), silent)).toEqual({ writes: true })
  expect(writeAccess(author, { stage: 'drafting' }, section({ status: 'submitted' }), silent).writes).toBe(
    false,
  )
})

test('E30 the server’s word counts over what this tab believes', () => {
  expect(writeAccess(author, { stage: 'drafting' }, section({}), told(false))).toEqual({
    writes: false,
    reason: undefined,
  })
  expect(writeAccess(author, { stage: 'drafting' }, section({ status: 'submitted' }), told(true))).toEqual({
    writes: true,
  })
})

test('E30 a section that ended is not written, whatever the rules say', () => {
  expect(
    writeAccess(author, { stage: 'drafting' }, section({}), { access: null, ended: { code: 4409 } }).writes,
  ).toBe(false)
})

test.each([
  ['final', {}, author, 'closed'],
  ['drafting', { status: 'submitted' }, author, 'submitted'],
  ['drafting', { status: 'accepted' }, author, 'accepted'],
  ['drafting', { effectiveLeadId: 'culture' }, author, 'foreign'],
  ['drafting', { effectiveLeadId: 'culture' }, { ...author, role: 'reviewer' }, 'role'],
  ['drafting', {}, { ...author, role: 'reader' }, 'role'],
] as const)('E30 in stage %s with %o the reason is told', (stage, change, actor, reason) => {
  expect(writeAccess(actor, { stage }, section(change), told(false))).toEqual({ writes: false, reason })
})
