/**
 * Undoing an act of the desk: a forward edit that gives both sections their former text (rule Y6).
 * Refused where somebody changed these words since: nothing of theirs is lost.
 */
import * as Y from 'yjs'
import type { ResponseOf } from '../../../shared/api.ts'
import { done, type Outcome, refuse } from '../../../shared/errors.ts'
import type { Actor } from '../../../shared/permissions.ts'
import type { Letters } from '../../../shared/schema/letters.ts'
import { elementsOf } from '../../../shared/schema/rewrite-blocks.ts'
import { timestamp } from '../../ops/deps.ts'
import type { ReportDeps } from '../deps.ts'
import type { LoadedReport } from '../rows.ts'
import { type Anchor, findAgain, findAnchor, findPlace, type Found, lettersOfAnchor } from './anchor.ts'
import { atDesk, editSheet, editSheets, type Sheet, type Worked } from './edits.ts'
import { originsOf } from './letters-back.ts'
import { passingOn } from './move.ts'
import { type ActRow, readAct } from './rows.ts'
import { type Cutting, cut, lettersIn, putBack, type Removed, takeBack } from './text-changes.ts'

export async function undoDeskAct(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  actId: string,
): Promise<Outcome<ResponseOf<'undoDeskAct'>>> {
  const report = await atDesk(deps.db, actor, reportId)
  if (!report.ok) return report
  const known = await readAct(deps.db, reportId, actId)
  if (!known) return refuse('not-found')
  const from = known.removed === null ? null : known.from_section_id
  const ids = [known.to_section_id, ...(from === null ? [] : [from])]
  return editSheets(deps, actor, reportId, ids, async (now, sheets) => {
    const row = await readAct(deps.db, reportId, actId)
    if (!row) return refuse('not-found')
    if (row.undone_at !== null) return refuse('conflict')
    const worked = await workOut(deps, now, row, sheets)
    if (!worked.ok) return worked
    return done({
      ...worked.value,
      async write(tx) {
        const { numUpdatedRows } = await tx
          .updateTable('desk_acts')
          .set({ undone_at: timestamp(deps.clock), undone_by: actor.id })
          .where('id', '=', actId)
          .where('undone_at', 'is', null)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return refuse('conflict')
        const from = row.from_section_id
        const after = { ...(from === null ? {} : { fromSectionId: from }), quote: row.quote }
        return done({ actId, act: { action: 'desk.undo' as const, subjectId: row.to_section_id, after } })
      },
    } satisfies Worked)
  })
}

async function workOut(
  deps: ReportDeps,
  report: LoadedReport,
  row: ActRow,
  sheets: readonly Sheet[],
): Promise<Outcome<Back>> {
  const target = sheets.find(({ section }) => section.id === row.to_section_id)
  if (!target) return refuse('not-found')
  const inserted: Anchor = JSON.parse(row.inserted)
  const found = findAnchor(target.doc, inserted)
  if (!found) return refuse('words-changed')
  if (row.removed === null) return takenBack(deps, target, found)
  const source = sheets.find(({ section }) => section.id === row.from_section_id)
  if (!source) return refuse('not-found')
  return movedBack(deps, report, { row, source, target, found, inserted })
}

function takenBack(deps: ReportDeps, target: Sheet, found: Found): Outcome<Back> {
  const edited = editSheet(deps, target, doc => {
    takeBack(doc, found)
    return []
  })
  return edited.ok ? done({ edits: [edited.value] }) : edited
}

type Back = Pick<Worked, 'edits' | 'carried'>

type MovedAct = {
  readonly row: ActRow
  readonly source: Sheet
  readonly target: Sheet
  readonly found: Found
  readonly inserted: Anchor
}

async function movedBack(
  deps: ReportDeps,
  report: LoadedReport,
  { row, source, target, found, inserted }: MovedAct,
): Promise<Outcome<Back>> {
  const removed: Removed = JSON.parse(row.removed ?? 'null')
  const spot = findPlace(source.doc, Y.createRelativePositionFromJSON(removed.position))
  if (!spot) return refuse('words-changed')
  const { sources, sourceAs } = await passingOn(deps.db, report, target)
  const old = lettersIn(found)
  const cutting: Cutting = removed.blocks
    ? { kind: 'blocks', elements: elementsOf({ type: 'doc', content: removed.blocks }) }
    : cut(found, 'words')
  let arrived: readonly Letters[] = []
  const put = editSheet(deps, source, doc => {
    arrived = lettersOfAnchor(doc, putBack(doc, spot, cutting, removed.client))
    const origins = originsOf(old, arrived, sources, sourceAs)
    if (source === target) takeBack(doc, findAgain(doc, found, inserted))
    return origins
  })
  if (!put.ok) return put
  const carried = { from: old, to: arrived, sectionId: source.section.id }
  if (source === target) return done({ edits: [put.value], carried })
  const gone = takenBack(deps, target, found)
  if (!gone.ok) return gone
  const edits = [put.value, ...gone.value.edits].sort((one, other) =>
    one.sheet.section.id < other.sheet.section.id ? -1 : 1,
  )
  return done({ edits, carried })
}
