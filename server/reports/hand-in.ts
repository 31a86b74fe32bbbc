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
import * as Y from 'yjs'
import type { BodyOf, HandIn, Report } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import type { RandomBytes } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import {
  accessTo,
  type Actor,
  mayEnter,
  mayReadReport,
  mayRecall,
  maySubmit,
  mayTick,
  mayWrite,
  waitedFor,
} from '../../shared/permissions.ts'
import { unfinished } from '../../shared/report.ts'
import { linesOfDoc, linesOfPlain, rewriteDoc } from '../../shared/schema/rewrite.ts'
import { rootName } from '../../shared/schema/text.ts'
import { wordCount } from '../../shared/words.ts'
import { timestamp } from '../ops/deps.ts'
import { appendWithin } from '../store/append.ts'
import { LogDamage } from '../store/log-damage.ts'
import { readUpdates } from '../store/log.ts'
import type { Database } from '../store/store.ts'
import { changing } from './changing.ts'
import type { ReportDeps } from './deps.ts'
import { readProgress } from './rounds.ts'
import { loadReport, type LoadedReport, type PlacedSection } from './rows.ts'
import { type MayStep, refuseStep, takeStep } from './steps.ts'
import { insertSubmission, readTicks } from './submission.ts'

type Written = BodyOf<'writeSection'>
type Place = { readonly report: LoadedReport; readonly section: PlacedSection }

/** An edit as bytes; undefined update: the text says these lines already. */
type Edit = {
  readonly update: Uint8Array | undefined
  readonly client: number
  readonly generation: number
  readonly words: number
}

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
  const text = linesOfDoc(doc).join('\n')
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
      const head = await append(tx, deps, actor, section, edit.value)
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
      const head = edit ? await append(tx, deps, actor, section, edit.value) : done(section.head)
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

async function placeOf(
  db: Database,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<Place>> {
  const report = await loadReport(db, reportId)
  const section = report?.sections.find(({ id }) => id === sectionId)
  return report && section && mayReadReport(actor, report) ? done({ report, section }) : refuse('not-found')
}

/** The committed text as a document of its own; a log that makes none is no empty text. */
async function readDoc(db: Database, sectionId: string): Promise<Outcome<{ doc: Y.Doc; seq: number }>> {
  try {
    const { seq, updates } = await readUpdates(db, sectionId)
    const doc = new Y.Doc()
    doc.getXmlFragment(rootName)
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update)
    })
    return done({ doc, seq })
  } catch (error) {
    if (error instanceof LogDamage) return refuse('unavailable')
    throw error
  }
}

type At = { readonly reportId: string; readonly sectionId: string; readonly may: MayStep }

async function prepareEdit(
  { db, random }: ReportDeps,
  actor: Actor,
  { reportId, sectionId, may }: At,
  { text, base }: Written,
): Promise<Outcome<Edit>> {
  const place = await placeOf(db, actor, reportId, sectionId)
  if (!place.ok) return place
  const { report, section } = place.value
  const access = accessTo(report, section)
  if (!may(actor, access)) return refuseStep(actor, access, may)
  const read = await readDoc(db, sectionId)
  if (!read.ok) return read
  const { doc, seq } = read.value
  const lines = linesOfPlain(text)
  const now = linesOfDoc(doc)
  const words = wordCount(lines.join('\n'))
  const { generation } = section
  const isSame = isDeepStrictEqual(lines, now)
  if (!isSame && seq !== base) return refuse('text-changed', { text: now.join('\n'), seq })
  if (now.join('\n').length > limits.handInCharacters) return refuse('too-large')
  doc.clientID = freshClient(doc, random)
  const update = isSame ? undefined : updateOf(doc, lines)
  const fits = (update?.length ?? 0) <= limits.updateBytes && isWithinCaps(doc)
  const edit = { update, client: doc.clientID, generation, words }
  doc.destroy()
  return fits ? done(edit) : refuse('too-large')
}

function updateOf(doc: Y.Doc, lines: readonly string[]): Uint8Array | undefined {
  const emitted: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => emitted.push(update))
  rewriteDoc(doc, lines)
  return emitted[0]
}

/** What the judge asks of every update. */
function isWithinCaps(doc: Y.Doc): boolean {
  const { clients } = doc.store
  const structs = [...clients.values()].reduce((sum, ofClient) => sum + ofClient.length, 0)
  if (clients.size > limits.documentClients || structs > limits.documentStructs) return false
  return Y.encodeStateAsUpdate(doc).length <= limits.documentBytes
}

/** A client id of 32 bits that nobody has used in this text. */
function freshClient(doc: Y.Doc, random: RandomBytes): number {
  const client = new DataView(random(4).slice().buffer).getUint32(0)
  return doc.store.clients.has(client) ? freshClient(doc, random) : client
}

/** Stores the edit; answers the log's new head. */
async function append(
  tx: Database,
  { clock }: ReportDeps,
  actor: Actor,
  section: PlacedSection,
  { update, client, generation }: Edit,
): Promise<Outcome<number>> {
  if (section.generation !== generation) return refuse('conflict')
  if (!update) return done(section.head)
  const { id: sectionId, head, grants } = section
  const rows = [{ personId: actor.id, bytes: update }]
  const bindings = [{ client, personId: actor.id }]
  const appended = await appendWithin(tx, { sectionId, head, grants, rows, bindings }, timestamp(clock))
  return appended.result === 'stored' ? done(appended.head) : refuse('conflict')
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
