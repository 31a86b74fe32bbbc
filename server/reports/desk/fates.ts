/**
 * What became of a section's 来稿, line by line, for those who sent them and for who assembles (rule Y9): told by
 * the words of the report as it is now, and by what the desk took over.
 */
import type { ResponseOf } from '../../../shared/api.ts'
import type { Piece } from '../../../shared/desk.ts'
import { blocksOfText, type DeskBlock } from '../../../shared/desk-lines.ts'
import { done, type Outcome, refuse } from '../../../shared/errors.ts'
import { fatesOf, shelvesOf } from '../../../shared/fates.ts'
import { type Actor, holders, mayReadReport, mayReadSubmissions } from '../../../shared/permissions.ts'
import type { ReportDeps } from '../deps.ts'
import { readText } from '../rounds.ts'
import { loadReport } from '../rows.ts'
import { pieceOf, readActs } from './rows.ts'

export async function readFates(
  { db, texts }: Pick<ReportDeps, 'db' | 'texts'>,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<ResponseOf<'getFates'>>> {
  const report = await loadReport(db, reportId)
  const section = report?.sections.find(({ id }) => id === sectionId)
  if (!report || !section || !mayReadReport(actor, report)) return refuse('not-found')
  if (!mayReadSubmissions(actor, { departmentIds: holders(section) })) return refuse('forbidden')
  const now = await texts.ofReport(db, reportId, report.sections)
  const shelves = shelvesOf(Array.from(now, ([id, { plain }]) => ({ id, text: plain })))
  const acts = (await readActs(db, reportId)).filter(act => act.undone_at === null)
  const rounds = await db
    .selectFrom('submissions')
    .select(['id', 'text'])
    .where('section_id', '=', sectionId)
    .orderBy('round', 'desc')
    .execute()
  return done(
    rounds.map(({ id, text }) => {
      const blocks = blocksOfText(readText(text))
      const lines = blocks.flatMap(block => block.lines)
      const taken = acts
        .filter(act => act.submission_id === id)
        .flatMap(act =>
          linesOfPiece(blocks, pieceOf(act)).map(line => ({ line, sectionId: act.to_section_id })),
        )
      const fates = fatesOf(lines, sectionId, shelves, taken)
      return {
        submissionId: id,
        lines: lines.map(({ line, text: words }) => {
          const found = fates.get(line)
          return {
            text: words,
            fate: found?.fate ?? null,
            sectionIds: [...(found?.sectionIds ?? [])],
          }
        }),
      }
    }),
  )
}

function linesOfPiece(blocks: readonly DeskBlock[], piece: Piece): number[] {
  if (piece.kind === 'words') return [piece.line]
  return blocks.slice(piece.from, piece.until).flatMap(block => block.lines.map(({ line }) => line))
}
