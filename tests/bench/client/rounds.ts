/** Rounds on stage: each with a server and a Chromium of its own; figures are gathered as the engine's are. */
import { type Figures, Results, written } from '../rounds.ts'
import type { Options } from './options.ts'
import { onStage, type Stage } from './stage.ts'

export type Bench = {
  readonly options: Options
  /** The folder that each round starts from a copy of. */
  readonly store: string
  readonly say: (line: string) => void
}

export type Measured = { readonly ours: Figures; readonly floor?: Figures }

export async function inRounds(
  { options, store, say }: Bench,
  measure: (stage: Stage, round: number) => Promise<Measured>,
  rounds = options.rounds,
): Promise<Results> {
  const results = new Results()
  for (let round = 0; round < rounds; round += 1) {
    const { ours, floor } = await onStage(store, stage => measure(stage, round))
    results.add('ours', ours)
    results.add('floor', floor)
    say(`  ${round + 1}. ${written(ours)}`)
    if (floor) say(`     floor: ${written(floor)}`)
  }
  return results
}
