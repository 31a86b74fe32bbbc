/**
 * What a run leaves in docs/BENCHMARKS.md: each command has a block of its own there, between two marks, and
 * opens it with what was run and on what machine.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'

const file = join(import.meta.dirname, '../../docs/BENCHMARKS.md')
const ends = '<!-- end of results -->'

export function writeBlock(command: string, results: string): void {
  const begins = `<!-- results: written by ${command} -- --write -->`
  const text = readFileSync(file, 'utf8')
  const from = text.indexOf(begins)
  const to = text.indexOf(ends, from)
  if (from < 0 || to < 0) throw new Error(`${file} has no place for the results of ${command}`)
  writeFileSync(file, `${text.slice(0, from)}${begins}\n${results}\n\n${text.slice(to)}`)
}

type Run = { readonly command: string; readonly rounds: number; readonly shared: boolean }

export function runLine({ command, rounds, shared }: Run, facts: readonly string[]): string {
  const [cpu] = cpus()
  const all = [
    `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'})`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Node ${process.versions.node}`,
    process.platform,
    ...facts,
    `${rounds} round${rounds === 1 ? '' : 's'}`,
  ]
  const remark = shared ? ' Others used this machine at the same time: ratios count, times do not.' : ''
  return `\`${command}\` — ${all.join(', ')}.${remark}`
}
