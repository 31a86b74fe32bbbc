/**
 * The frame of the desk's verbs: edits of one or two sections that are worked out beside the texts as they are,
 * and stored together or not at all.
 *
 * 1. They are worked out outside of the transaction and stored only over the very positions that they were
 *    worked out for; where somebody typed in between, they are worked out anew, so that nobody loses a letter.
 * 2. Both appends, the rows that say whose letters they are, the act and its audit row are one transaction.
 */
import * as Y from 'yjs'
import type { ResponseOf } from '../../../shared/api.ts'
import { done, type Outcome, refuse } from '../../../shared/errors.ts'
import { accessTo, type Actor, mayAssemble, mayWrite } from '../../../shared/permissions.ts'
import type { Act } from '../../ops/audit.ts'
import type { Database } from '../../store/store.ts'
import { changing } from '../changing.ts'
import type { ReportDeps } from '../deps.ts'
import type { LoadedReport, PlacedSection } from '../rows.ts'
import { loadReport } from '../rows.ts'
import { refuseStep } from '../steps.ts'
import { type Carried, reanchorThreads } from '../thread-moves.ts'
import { type Edit, makeEdit, readDoc, storeEdit } from '../text-edit.ts'
import { mayReadReport } from '../../../shared/permissions.ts'
import { type Origin, storeOrigins } from './letters-back.ts'
import { presentAct, readAct, textsOf } from './rows.ts'

/** A section's text to be changed, as it is now. */
export type Sheet = {
  readonly section: PlacedSection
  readonly doc: Y.Doc
  readonly seq: number
  /** The same text, left as it is. */
  readonly before: Y.Doc
}

export type SheetEdit = { readonly sheet: Sheet; readonly edit: Edit; readonly origins: readonly Origin[] }

/** What a verb worked out over the sheets. */
export type Worked = {
  readonly edits: readonly SheetEdit[]
  /** What went from one place to another. */
  readonly carried?: Carried
  /** Writes the act in the transaction; answers its id and how the audit tells of it. */
  readonly write: (
    tx: Database,
    report: LoadedReport,
  ) => Promise<Outcome<{ actId: string; act: Pick<Act, 'action' | 'subjectId' | 'after'> }>>
}

type Work = (report: LoadedReport, sheets: readonly Sheet[]) => Promise<Outcome<Worked>>

/** So often a verb is worked out anew because somebody typed meanwhile. */
const triesMost = 8

/** May this person do anything at the report's desk? */
export async function atDesk(db: Database, actor: Actor, reportId: string): Promise<Outcome<LoadedReport>> {
  const report = await loadReport(db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  return mayAssemble(actor) ? done(report) : refuse('forbidden')
}

export async function editSheets(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionIds: readonly string[],
  work: Work,
): Promise<Outcome<ResponseOf<'takePiece'>>> {
  // Every process takes the sections in the same order, so two acts never wait for each other.
  const ids = [...new Set(sectionIds)].sort()
  for (let tries = 0; tries < triesMost; tries += 1) {
    const outcome = await tryOnce(deps, actor, reportId, ids, work)
    if (outcome !== 'again') return outcome
  }
  return refuse('conflict')
}

async function tryOnce(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  ids: readonly string[],
  work: Work,
): Promise<Outcome<ResponseOf<'takePiece'>> | 'again'> {
  const report = await atDesk(deps.db, actor, reportId)
  if (!report.ok) return report
  const sheets = await openSheets(deps.db, actor, report.value, ids)
  if (!sheets.ok) return sheets
  try {
    const worked = await work(report.value, sheets.value)
    if (!worked.ok) return worked
    return await store(deps, actor, reportId, worked.value)
  } finally {
    for (const { doc, before } of sheets.value) {
      doc.destroy()
      before.destroy()
    }
  }
}

async function openSheets(
  db: Database,
  actor: Actor,
  report: LoadedReport,
  ids: readonly string[],
): Promise<Outcome<Sheet[]>> {
  const sheets: Sheet[] = []
  for (const id of ids) {
    const section = report.sections.find(one => one.id === id)
    if (!section) return refuse('not-found')
    const access = accessTo(report, section)
    if (!mayWrite(actor, access)) return refuseStep(actor, access, mayWrite)
    const read = await readDoc(db, id)
    if (!read.ok) return read
    sheets.push({ section, ...read.value, before: copyOf(read.value.doc) })
  }
  return done(sheets)
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

async function store(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { edits, carried, write }: Worked,
): Promise<Outcome<ResponseOf<'takePiece'>> | 'again'> {
  let wasTyped = false
  const heads: { sectionId: string; seq: number }[] = []
  const outcome = await changing(deps, actor, reportId, async (tx, now) => {
    for (const { sheet, edit, origins } of edits) {
      const current = now.sections.find(({ id }) => id === sheet.section.id)
      if (!current) return refuse('not-found')
      const access = accessTo(now, current)
      if (!mayWrite(actor, access)) return refuseStep(actor, access, mayWrite)
      if (current.head !== sheet.seq) {
        wasTyped = true
        return refuse('conflict')
      }
      const head = await storeEdit(tx, deps, actor, current, edit)
      if (!head.ok) return head
      await storeOrigins(tx, current.id, origins)
      heads.push({ sectionId: current.id, seq: head.value })
    }
    // Comments go along with the words that they are about.
    await reanchorThreads(
      tx,
      edits.map(({ sheet: { section, before } }) => ({ sectionId: section.id, doc: before })),
      edits.map(({ sheet: { section, doc } }) => ({ sectionId: section.id, doc })),
      carried,
    )
    const written = await write(tx, now)
    if (!written.ok) return written
    const { actId, act } = written.value
    return done({ act, value: actId })
  })
  if (!outcome.ok) return wasTyped ? 'again' : outcome
  for (const head of heads) deps.bus.publish({ type: 'head', ...head })
  return present(deps, actor, reportId, outcome.value.value, heads)
}

async function present(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  actId: string,
  heads: readonly { readonly sectionId: string }[],
): Promise<Outcome<ResponseOf<'takePiece'>>> {
  const report = await atDesk(deps.db, actor, reportId)
  if (!report.ok) return report
  const row = await readAct(deps.db, reportId, actId)
  if (!row) return refuse('not-found')
  const ids = heads.map(({ sectionId }) => sectionId)
  return done({ act: presentAct(row), texts: await textsOf(deps, report.value, ids) })
}

/** One sheet's edit, worked out: `change` answers the letters that it put in, and whose they are. */
export function editSheet(
  { random }: Pick<ReportDeps, 'random'>,
  sheet: Sheet,
  change: (doc: Y.Doc) => readonly Origin[],
): Outcome<SheetEdit> {
  let origins: readonly Origin[] = []
  const edit = makeEdit(sheet.doc, random, sheet.section, doc => {
    doc.transact(() => {
      origins = change(doc)
    })
  })
  return edit.ok ? done({ sheet, edit: edit.value, origins }) : edit
}
