/**
 * What a command of the command line is: its words, its options, and what it does with an open program.
 *
 * Exit codes: 0 done, 1 findings or refused, 2 wrong usage. Data goes to standard output, words about what
 * happened to standard error, so that output can be piped.
 */
import type { ParseArgsOptionsConfig } from 'node:util'
import type { Refusal } from '../../shared/errors.ts'
import { dictionaries, type Language } from '../../shared/i18n/dictionaries.ts'
import type { Program } from '../program.ts'

export type ExitCode = 0 | 1 | 2

/** The command's surroundings; only main.ts has the real ones. */
export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly language: Language
  readonly out: (data: string | Uint8Array) => void
  readonly err: (text: string) => void
  /** Where a file is that somebody named from where they stand. */
  readonly pathOf: (named: string) => string
  readonly readFile: (path: string) => Promise<Uint8Array>
  readonly writeFile: (path: string, data: string | Uint8Array) => Promise<void>
}

export type Given = {
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  readonly operands: readonly string[]
}

export type Command = {
  /** As typed: `init`, `token create`. */
  readonly name: string
  readonly summary: string
  /** Everything after the name, then one line an option. */
  readonly usage: string
  readonly options: ParseArgsOptionsConfig
  /** Names of the operands that must be there. */
  readonly operands: readonly string[]
  readonly required: readonly string[]
  /** What can be done without a data directory; undefined where one is needed after all. */
  runAlone?(given: Given, around: Surroundings): Promise<ExitCode | undefined>
  run(given: Given, program: Program, around: Surroundings): Promise<ExitCode>
}

/** A mistake in how the command was called: exit 2 with this sentence. */
export class UsageError extends Error {}

/** The value of an option that takes one. */
export function option({ options }: Given, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

export function sayRefusal({ err, language }: Surroundings, { code, details }: Refusal): ExitCode {
  const more = details === undefined ? '' : ` ${JSON.stringify(details)}`
  err(`${dictionaries[language].errors[code]}${more}\n`)
  return 1
}
