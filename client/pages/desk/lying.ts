/** A 来稿 or 材料 as it lies there: its blocks and lines, and what became of each. */
import type { DeskAct, DeskPaper } from '../../../shared/api.ts'
import type { Piece } from '../../../shared/desk.ts'
import type { DeskBlock } from '../../../shared/desk-lines.ts'
import type { Fate, LineFate } from '../../../shared/fates.ts'

export type Lying = {
  readonly paper: DeskPaper
  readonly blocks: readonly DeskBlock[]
  readonly fates: ReadonlyMap<number, LineFate>
}

/** What an act took from; null: it moved. */
export const takenFrom = ({ submissionId, materialId }: DeskAct) => submissionId ?? materialId

/** The lines that a piece has, in whole or in part. */
export function linesWithin(blocks: readonly DeskBlock[], piece: Piece): number[] {
  if (piece.kind === 'words') return [piece.line]
  return blocks.slice(piece.from, piece.until).flatMap(block => block.lines.map(({ line }) => line))
}

/** What became of a block: what became of its lines, where they all agree; else it was reworded. */
export function fateOfBlock(block: DeskBlock, fates: Lying['fates']): LineFate | undefined {
  const all = block.lines.flatMap(({ line }) => fates.get(line) ?? [])
  const [first] = all
  if (!first || all.every(({ fate }) => fate === first.fate)) return first
  const fate: Fate = 'reworded'
  return { fate, sectionIds: [...new Set(all.flatMap(one => one.sectionIds))] }
}
