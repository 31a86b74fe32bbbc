/**
 * What became of a section's 来稿, line by line, for those who sent them and for who assembles (rule Y9): told by
 * the words of the report as it is now, and by what the desk took over. Of 材料 the same (rule Y14).
 */
import type { ResponseOf } from '../../../shared/api.ts'
import type { Piece } from '../../../shared/desk.ts'
import { blocksOfText, type DeskBlock } from '../../../shared/desk-lines.ts'
import { done, type Outcome, refuse } from '../../../shared/errors.ts'
import { type Fate, fatesOf, shelvesOf } from '../../../shared/fates.ts'
import { type Actor, holders, mayReadReport, mayReadSubmissions } from '../../../shared/permissions.ts'
import type { Text } from '../../../shared/schema/text.ts'
import type { ReportDeps } from '../deps.ts'
import { readText } from '../rounds.ts'
import { type LoadedReport, loadReport } from '../rows.ts'
import { paperOf, pieceOf, readActs } from './rows.ts'

type FateDeps = Pick<ReportDeps, 'db' | 'texts'>

export async function readFates(
  deps: FateDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<ResponseOf<'getFates'>>> {
  const report = await loadReport(deps.db, reportId)
  const section = report?.sections.find(({ id }) => id === sectionId)
  if (!report || !section || !mayReadReport(actor, report)) return refuse('not-found')
  if (!mayReadSubmissions(actor, { departmentIds: holders(section) })) return refuse('forbidden')
  const tell = await readFateTeller(deps, report)
  const rounds = await deps.db
    .selectFrom('submissions')
    .select(['id', 'text'])
    .where('section_id', '=', sectionId)
    .orderBy('round', 'desc')
    .execute()
  return done(
    rounds.map(({ id, text }) => ({
      submissionId: id,
      lines: tell({ id, text: readText(text), homeId: sectionId }),
    })),
  )
}

/** A 来稿 with its section, or 材料, which has none. */
type Told = { readonly id: string; readonly text: Text; readonly homeId: string | null }
type FateLine = { readonly text: string; readonly fate: Fate | null; readonly sectionIds: string[] }

/** The report as it is now, read once for many papers. */
export async function readFateTeller(
  { db, texts }: FateDeps,
  report: LoadedReport,
): Promise<(paper: Told) => FateLine[]> {
  const now = await texts.ofReport(db, report.id, report.sections)
  const shelves = shelvesOf(Array.from(now, ([id, { plain }]) => ({ id, text: plain })))
  const acts = (await readActs(db, report.id)).filter(act => act.undone_at === null)
  return ({ id, text, homeId }) => {
    const blocks = blocksOfText(text)
    const lines = blocks.flatMap(block => block.lines)
    const taken = acts
      .filter(act => paperOf(act) === id)
      .flatMap(act =>
        linesOfPiece(blocks, pieceOf(act)).map(line => ({ line, sectionId: act.to_section_id })),
      )
    const fates = fatesOf(lines, homeId, shelves, taken)
    return lines.map(({ line, text: words }) => {
      const found = fates.get(line)
      return { text: words, fate: found?.fate ?? null, sectionIds: [...(found?.sectionIds ?? [])] }
    })
  }
}

function linesOfPiece(blocks: readonly DeskBlock[], piece: Piece): number[] {
  if (piece.kind === 'words') return [piece.line]
  return blocks.slice(piece.from, piece.until).flatMap(block => block.lines.map(({ line }) => line))
}
