/**
 * `npm run bench:client`: the program as a person's browser has it, beside the goals: first load, typing among
 * others, memory, print. Builds the client first. Writes nothing else but what `--write` asks for.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { isPinned, pinLoad } from '../children.ts'
import { markdown, missedOf, type Row } from '../table.ts'
import { runLine, writeBlock } from '../written.ts'
import { type Options, readOptions, usage } from './options.ts'
import type { Bench } from './rounds.ts'
import { loading } from './scenarios/loading.ts'
import { memory } from './scenarios/memory.ts'
import { print } from './scenarios/print.ts'
import { typing } from './scenarios/typing.ts'
import { prepareStore } from './stage.ts'

const scenarios: Record<string, (bench: Bench) => Promise<Row[]>> = { loading, typing, memory, print }
const root = join(import.meta.dirname, '../../..')

if (process.argv.includes('--help')) console.log(usage)
else await run(process.argv.slice(2))

async function run(args: string[]): Promise<void> {
  const options = readOptions(args)
  const unknown = options.only.filter(name => !(name in scenarios))
  if (unknown.length > 0) throw new Error(`no such scenario: ${unknown.join(', ')}\n${usage}`)
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  pinLoad('0')
  const store = await prepareStore()
  const bench: Bench = { options, store, say: line => console.log(line) }
  const rows: Row[] = []
  try {
    for (const [name, scenario] of Object.entries(scenarios))
      if (options.only.length === 0 || options.only.includes(name)) rows.push(...(await scenario(bench)))
  } finally {
    rmSync(store, { recursive: true, force: true })
  }
  const results = printed(options, rows)
  console.log(`\n${results}`)
  if (options.write) writeBlock('npm run bench:client', results)
}

function printed(options: Options, rows: readonly Row[]): string {
  const facts = [isPinned ? 'server and others on one core, Chromium on both' : 'nothing pinned']
  const missed = missedOf(rows)
  const verdict = missed.length === 0 ? 'Every goal of these is met.' : `Missed: ${missed.join('; ')}.`
  return [runLine(options, facts), markdown(rows, []), verdict].join('\n\n')
}
