/**
 * A section's text without the editor: as lines out, and as lines in (the plain page, 代录).
 *
 * 1. What comes in is an edit like any other: bytes in the log under a client id of its own, which belongs to
 *    the person, judged by mayWrite in the transaction that stores it.
 * 2. It is worked out before that transaction. Letters that others stored in between stay: the bytes lean on
 *    what was read, as a tab's do that was behind.
 * 3. Who read an older text than there is now is told so, and nothing is written.
 */
import { isDeepStrictEqual } from 'node:util'
import type { BodyOf, HandIn, Report } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import {
  accessTo,
  type Actor,
  mayEnter,
  mayRecall,
  maySubmit,
  mayTick,
  mayWrite,
  waitedFor,
} from '../../shared/permissions.ts'
import { unfinished } from '../../shared/report.ts'
import { linesOfDoc, linesOfPlain, rewriteDoc } from '../../shared/schema/rewrite.ts'
import { docToText, hasContent } from '../../shared/schema/text.ts'
import { wordCount } from '../../shared/words.ts'
import type { Database } from '../store/store.ts'
import { changing } from './changing.ts'
import { readFigureValues } from './figure-rows.ts'
import type { ReportDeps } from './deps.ts'
import { readProgress } from './rounds.ts'
import { type MayStep, refuseStep, takeStep } from './steps.ts'
import { insertSubmission, readTicks } from './submission.ts'
import { type Edit, makeEdit, placeOf, readDoc, storeEdit } from './text-edit.ts'

type Written = BodyOf<'writeSection'>
type WrittenEdit = Edit & { readonly words: number }

export async function readHandIn(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<HandIn>> {
  const place = await placeOf(deps.db, actor, reportId, sectionId)
  if (!place.ok) return place
  const { report, section } = place.value
  const read = await readDoc(deps.db, sectionId)
  if (!read.ok) return read
  const { doc, seq } = read.value
  const text = linesOfDoc(doc, await readFigureValues(deps.db, reportId)).join('\n')
  const blank = !hasContent(docToText(doc))
  doc.destroy()
  const access = accessTo(report, section)
  const ticks = await readTicks(deps.db, sectionId)
  const waitsFor = unfinished(waitedFor(actor, section), ticks)
  const own = section.effectiveCoIds.filter(id => mayTick(actor, access, id))
  const progress = (await readProgress(deps.db, reportId)).get(sectionId)
  return done({
    reportTitle: report.title,
    number: section.number,
    heading: section.heading,
    role: section.role,
    guidance: section.guidance,
    floor: section.floor,
    ceiling: section.ceiling,
    dueAt: section.dueAt ?? report.deadline,
    status: section.status,
    returnReason: section.returnReason,
    notes: progress?.notes ?? [],
    signoff: report.signoff,
    text,
    blank,
    seq,
    mayWrite: mayWrite(actor, access),
    maySubmit: maySubmit(actor, access),
    mayRecall: mayRecall(actor, { ...access, looked: progress?.looked ?? false }),
    ownTicks: (await namesOf(deps.db, own)).map(one => ({
      ...one,
      done: ticks.some(({ departmentId, kind }) => departmentId === one.id && kind === 'done'),
    })),
    waitsFor: await namesOf(deps.db, waitsFor),
    carried: section.carriedFromId !== null,
  })
}

export async function writeSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  written: Written,
): Promise<Outcome<HandIn>> {
  const edit = await prepareEdit(deps, actor, { reportId, sectionId, may: mayWrite }, written)
  if (!edit.ok) return edit
  const { update, words } = edit.value
  if (update) {
    const stored = await changing(deps, actor, reportId, async (tx, report) => {
      const section = report.sections.find(({ id }) => id === sectionId)
      if (!section) return refuse('not-found')
      const access = accessTo(report, section)
      if (!mayWrite(actor, access)) return refuseStep(actor, access, mayWrite)
      const head = await storeEdit(tx, deps, actor, section, edit.value)
      if (!head.ok) return head
      const act = { action: 'section.write' as const, subjectId: sectionId, after: { words } }
      return done({ act, value: head.value })
    })
    if (!stored.ok) return stored
    deps.bus.publish({ type: 'head', sectionId, seq: stored.value.value })
  }
  return readHandIn(deps, actor, reportId, sectionId)
}

/** 代录: the text of somebody who cannot come in, or their paper, written and submitted for them. */
export async function enterSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  { enteredFor, written, attachmentId, passOver = [], note = '' }: BodyOf<'enterSection'>,
): Promise<Outcome<Report>> {
  const at = { reportId, sectionId, may: mayEnter }
  const edit = written && (await prepareEdit(deps, actor, at, written))
  if (edit && !edit.ok) return edit
  let seq: number | undefined
  const outcome = await takeStep(deps, actor, reportId, [sectionId], {
    action: 'section.enter',
    may: mayEnter,
    step: report => (report.signoff === 'none' ? 'submit' : 'request'),
    told: { enteredFor, ...(passOver.length > 0 ? { passOver } : {}) },
    async write(tx, section) {
      if (attachmentId !== undefined && !(await isOfSection(tx, attachmentId, sectionId)))
        return refuse('not-found')
      const head = edit ? await storeEdit(tx, deps, actor, section, edit.value) : done(section.head)
      if (!head.ok) return head
      seq = head.value
      const entered = { ...section, head: head.value }
      return insertSubmission(tx, deps, actor, entered, {
        channel: 'entered',
        enteredFor,
        attachmentId: attachmentId ?? null,
        passOver,
        nil: false,
        note,
      })
    },
  })
  if (outcome.ok && seq !== undefined) deps.bus.publish({ type: 'head', sectionId, seq })
  return outcome
}

type At = { readonly reportId: string; readonly sectionId: string; readonly may: MayStep }

async function prepareEdit(
  { db, random }: ReportDeps,
  actor: Actor,
  { reportId, sectionId, may }: At,
  { text, base }: Written,
): Promise<Outcome<WrittenEdit>> {
  const place = await placeOf(db, actor, reportId, sectionId)
  if (!place.ok) return place
  const { report, section } = place.value
  const access = accessTo(report, section)
  if (!may(actor, access)) return refuseStep(actor, access, may)
  const read = await readDoc(db, sectionId)
  if (!read.ok) return read
  const { doc, seq } = read.value
  const lines = linesOfPlain(text)
  const figures = await readFigureValues(db, reportId)
  const now = linesOfDoc(doc, figures)
  const words = wordCount(lines.join('\n'))
  const isSame = isDeepStrictEqual(lines, now)
  if (!isSame && seq !== base) return refuse('text-changed', { text: now.join('\n'), seq })
  if (now.join('\n').length > limits.handInCharacters) return refuse('too-large')
  const edit = makeEdit(doc, random, section, target => {
    if (!isSame) rewriteDoc(target, lines, figures)
  })
  doc.destroy()
  return edit.ok ? done({ ...edit.value, words }) : edit
}

async function isOfSection(tx: Database, attachmentId: string, sectionId: string): Promise<boolean> {
  const found = await tx
    .selectFrom('attachments')
    .select('id')
    .where('id', '=', attachmentId)
    .where('section_id', '=', sectionId)
    .executeTakeFirst()
  return found !== undefined
}

async function namesOf(db: Database, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return []
  return db.selectFrom('departments').select(['id', 'name']).where('id', 'in', ids).execute()
}
