/**
 * A version put back, as forward edits: of one section its text, of the whole report outline, title, matter and
 * every text.
 *
 * 1. The log goes on: each text is led back by the smallest edit, worked out before the transaction. Letters that
 *    others stored in between, or are typing, stay where their place stays; a sentence that somebody is in the
 *    middle of counts as a whole as being typed.
 * 2. What stood there just before is a version of its own, frozen in the same transaction: putting that one back
 *    is the undo.
 * 3. Of the whole report: sections deleted since come back, sections added since are marked as deleted together.
 *    Who holds a section, until when, and its status stay as they are.
 */
import * as Y from 'yjs'
import type { BodyOf, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { withoutCitations } from '../../shared/figures/in-text.ts'
import { newId } from '../../shared/ids.ts'
import { ranksFor } from '../../shared/outline.ts'
import { accessTo, type Actor, mayEditOutline, mayReadReport, mayWrite } from '../../shared/permissions.ts'
import { restoreBlocks } from '../../shared/schema/restore-blocks.ts'
import type { Text } from '../../shared/schema/text.ts'
import type { FrozenReport, FrozenSection } from '../../shared/versions/versions.ts'
import { timestamp } from '../ops/deps.ts'
import { isSound } from '../store/log-damage.ts'
import type { Database } from '../store/store.ts'
import { changing } from './changing.ts'
import { bringBackCited } from './cited-figures.ts'
import type { ReportDeps } from './deps.ts'
import { readFigureValues } from './figure-rows.ts'
import { refuseOutline } from './report.ts'
import { type LoadedReport, loadReport } from './rows.ts'
import { refuseStep } from './steps.ts'
import { type Edit, makeEdit, readDoc, storeEdit } from './text-edit.ts'
import { freezeVersion, readFrozen } from './versions.ts'

type Restored = ResponseOf<'restoreVersion'>

export async function restoreVersion(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  versionId: string,
  { sectionId, texts: only }: BodyOf<'restoreVersion'>,
): Promise<Outcome<Restored>> {
  const report = await loadReport(deps.db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  const allowed = mayRestore(actor, report, sectionId)
  if (!allowed.ok) return allowed
  const frozen = await readFrozen(deps, actor, reportId, versionId)
  if (!frozen.ok) return frozen
  const { report: past, texts } = frozen.value
  const wanted = past.sections.filter(({ id }) => sectionId === undefined || id === sectionId)
  if (sectionId !== undefined && wanted.length === 0) return refuse('not-found')
  const asked = only ? wanted.filter(({ id }) => only.includes(id)) : wanted
  const edits = await workOut(deps, actor, reportId, asked, texts)
  if (!edits.ok) return edits
  const stored = await changing(deps, actor, reportId, async (tx, now) => {
    const still = mayRestore(actor, now, sectionId)
    if (!still.ok) return still
    const before = await freezeVersion(tx, deps, actor, now, { kind: 'before-restore', sectionId })
    const { gone, back } = sectionId === undefined ? await restoreOutline(tx, deps, now, past) : nothing
    const heads = await storeEdits(tx, deps, actor, reportId, edits.value)
    if (!heads.ok) return heads
    const after = { ...(sectionId === undefined ? {} : { sectionId }), sections: heads.value.length }
    const act = { action: 'version.restore' as const, subjectId: versionId, after }
    // Texts that were led back hold words in place of what is gone.
    const untouched = back.filter(id => !edits.value.has(id))
    const figures = await bringBackCited(tx, deps, reportId, untouched)
    return done({
      act: [act, ...figures],
      grants: [...gone, ...back],
      value: { before, heads: heads.value },
    })
  })
  if (!stored.ok) return stored
  const { before, heads } = stored.value.value
  for (const { id, seq } of heads) deps.bus.publish({ type: 'head', sectionId: id, seq })
  return done({ before, sectionIds: heads.map(({ id }) => id) })
}

/** A section's text is put back by who may write it, the whole report by who edits its outline. */
function mayRestore(actor: Actor, report: LoadedReport, sectionId: string | undefined): Outcome<null> {
  if (sectionId === undefined) return mayEditOutline(actor, report) ? done(null) : refuseOutline(actor)
  const section = report.sections.find(({ id }) => id === sectionId)
  if (!section) return refuse('not-found')
  const access = accessTo(report, section)
  return mayWrite(actor, access) ? done(null) : refuseStep(actor, access, mayWrite)
}

type Edits = ReadonlyMap<string, Edit>

/** One section after the other, deleted ones too; between two of them others get their turn. */
async function workOut(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  wanted: readonly FrozenSection[],
  texts: ReadonlyMap<string, Text>,
): Promise<Outcome<Edits>> {
  const { db, random } = deps
  const rows = await db
    .selectFrom('sections')
    .select(['id', 'head', 'generation'])
    .where('report_id', '=', reportId)
    .execute()
  const figures = await readFigureValues(db, reportId)
  const edits = new Map<string, Edit>()
  for (const { id, seq } of wanted) {
    const row = rows.find(one => one.id === id)
    const text = texts.get(id)
    if (!row || !text || row.head === seq) continue
    const read = await readDoc(db, id, await restedAt(deps, actor, id, row.head))
    if (!read.ok) return read
    const { doc } = read.value
    const edit = makeEdit(doc, random, row, target =>
      // A figure that left the register since stands there as the words that it was.
      restoreBlocks(target, withoutCitations(text, figures)),
    )
    doc.destroy()
    if (!edit.ok) return edit
    if (edit.value.update) edits.set(id, edit.value)
  }
  return done(edits)
}

/** Whoever makes no longer pauses than this is still typing, milliseconds; and so many rows are looked back. */
const pauseMs = 1500
const burstMost = 500
/** A verb's edit (a text put in, a version put back) has a client id of its own; typing is many rows of one. */
const burstLeast = 3

/** The newest position of a log that nobody else was in the middle of typing at. */
async function restedAt(
  { db, clock }: ReportDeps,
  actor: Actor,
  sectionId: string,
  head: number,
): Promise<number> {
  // Older rows may be gone; those that are not read soundly count for nothing here.
  const rows = await db
    .selectFrom('updates')
    .select(['seq', 'person_id as personId', 'at', 'bytes', 'checksum'])
    .where('section_id', '=', sectionId)
    .where('seq', '>', Math.max(1, head - burstMost))
    .where('seq', '<=', head)
    .orderBy('seq', 'desc')
    .execute()
  const burst: { readonly personId: string; readonly client: number | undefined }[] = []
  let then = clock()
  for (const row of rows) {
    const { personId, at, bytes } = row
    if (!isSound(row) || personId === null || personId === actor.id || then - Date.parse(at) >= pauseMs) break
    burst.push({ personId, client: Y.decodeUpdate(bytes).structs[0]?.id.client })
    then = Date.parse(at)
  }
  const rowsOf = Map.groupBy(burst, ({ client }) => client)
  const typists = new Set(
    burst
      .filter(({ client }) => client !== undefined && (rowsOf.get(client)?.length ?? 0) >= burstLeast)
      .map(({ personId }) => personId),
  )
  const isTyped = ({ personId, client }: (typeof burst)[number]) =>
    typists.has(personId) && (client === undefined || (rowsOf.get(client)?.length ?? 0) >= burstLeast)
  const rested = burst.findIndex(row => !isTyped(row))
  return head - (rested === -1 ? burst.length : rested)
}

async function storeEdits(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  edits: Edits,
): Promise<Outcome<{ readonly id: string; readonly seq: number }[]>> {
  const heads: { id: string; seq: number }[] = []
  for (const [id, edit] of edits) {
    // Heads and grants as the outline's restoring left them.
    const section = (await loadReport(tx, reportId))?.sections.find(one => one.id === id)
    if (!section) continue
    const head = await storeEdit(tx, deps, actor, section, edit)
    if (!head.ok) return head
    heads.push({ id, seq: head.value })
  }
  return done(heads)
}

const nothing: Outlined = { gone: [], back: [] }

/** The sections that went or came. */
type Outlined = { readonly gone: readonly string[]; readonly back: readonly string[] }

async function restoreOutline(
  tx: Database,
  deps: ReportDeps,
  now: LoadedReport,
  past: FrozenReport,
): Promise<Outlined> {
  const asked = new Set(past.sections.map(({ id }) => id))
  const live = new Set(now.sections.map(({ id }) => id))
  const gone = now.sections.filter(({ id }) => !asked.has(id)).map(({ id }) => id)
  const back = past.sections.filter(({ id }) => !live.has(id)).map(({ id }) => id)
  if (gone.length > 0)
    await tx
      .updateTable('sections')
      .set({ deleted_at: timestamp(deps.clock), deletion_id: newId(deps.random) })
      .where('id', 'in', gone)
      .execute()
  if (back.length > 0)
    await tx
      .updateTable('sections')
      .set({ deleted_at: null, deletion_id: null })
      .where('id', 'in', back)
      .execute()
  for (const siblings of Map.groupBy(past.sections, ({ parentId }) => parentId).values()) {
    const ranks = ranksFor(siblings.length)
    for (const [at, section] of siblings.entries()) {
      const { id, parentId, heading, numbered, role } = section
      await tx
        .updateTable('sections')
        .set({ parent_id: parentId, rank: ranks[at] ?? '', heading, numbered: numbered ? 1 : 0, role })
        .where('id', '=', id)
        .execute()
    }
  }
  await tx
    .updateTable('reports')
    .set({ title: past.title, matter: JSON.stringify(past.matter) })
    .where('id', '=', now.id)
    .execute()
  return { gone, back }
}
