/**
 * Rounds: every contender once a round, each round in another order, each time a fresh process over a fresh copy
 * of the prepared store; figures are compared within a round and summed up over all.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Child } from './children.ts'
import { type Contender, type ContenderName, copyOf } from './contenders.ts'
import type { Options } from './options.ts'
import { type Spread, spreadOf } from './numbers.ts'
import type { Stock } from './stock.ts'

export type Bench = {
  readonly options: Options
  readonly contenders: readonly Contender[]
  readonly say: (line: string) => void
}

export type Figures = Readonly<Record<string, number>>

export type Subject = { readonly contender: Contender; readonly child: Child }

/** Of each contender the figures of its rounds; a round that failed is missing. */
export class Results {
  readonly #rounds = new Map<ContenderName, (Figures | undefined)[]>()

  add(name: ContenderName, figures: Figures | undefined): void {
    this.#rounds.set(name, [...(this.#rounds.get(name) ?? []), figures])
  }

  of(name: ContenderName, figure: string): Spread | undefined {
    return summed((this.#rounds.get(name) ?? []).map(figures => figures?.[figure]))
  }

  /** Against the floor of the same round. */
  ratio(name: ContenderName, figure: string): Spread | undefined {
    const floors = this.#rounds.get('floor') ?? []
    const own = this.#rounds.get(name) ?? []
    return summed(
      own.map((figures, round) => {
        const [value, floor] = [figures?.[figure], floors[round]?.[figure]]
        return value === undefined || floor === undefined ? undefined : value / floor
      }),
    )
  }
}

function summed(values: readonly (number | undefined)[]): Spread | undefined {
  const known = values.filter(value => value !== undefined)
  return known.length > 0 ? spreadOf(known) : undefined
}

/** `without`: contenders that the scenario says nothing about. */
export async function inRounds(
  { options, contenders, say }: Bench,
  stock: Stock,
  measure: (subject: Subject) => Promise<Figures>,
  { without = [] }: { without?: readonly ContenderName[] } = {},
): Promise<Results> {
  const results = new Results()
  const folder = mkdtempSync(join(tmpdir(), 'tonggao-bench-'))
  const taking = contenders.filter(({ name }) => !without.includes(name))
  try {
    for (const contender of taking) await contender.prepare(join(folder, contender.name), stock)
    for (let round = 0; round < options.rounds; round += 1) {
      const order = [...taking.slice(round % taking.length), ...taking.slice(0, round % taking.length)]
      for (const contender of order) {
        const own = copyOf(join(folder, contender.name), join(folder, 'round'))
        const figures = await measured(contender, own, measure, say)
        results.add(contender.name, figures)
        rmSync(own, { recursive: true, force: true })
        if (figures) say(`  ${round + 1}. ${contender.title.padEnd(22)} ${written(figures)}`)
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return results
}

async function measured(
  contender: Contender,
  folder: string,
  measure: (subject: Subject) => Promise<Figures>,
  say: (line: string) => void,
): Promise<Figures | undefined> {
  const child = await contender.start(folder)
  try {
    return await measure({ contender, child })
  } catch (error) {
    say(`  ${contender.title}: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  } finally {
    await child.stop()
  }
}

export function written(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(3))}`)
    .join('  ')
}
