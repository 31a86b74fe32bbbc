/**
 * `npm run faults`: strikes every fault of the list for as long as it takes to be felt, one after the other, and
 * writes what was seen into docs/FAULTS.md, row by row. `-- --only WORDS` strikes those whose name has the words.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Light } from '../../client/collab/types.ts'
import { dictionaries } from '../../shared/i18n/dictionaries.ts'
import { startPostgres } from '../support/postgres.ts'
import { raceForTheLock } from './lock-race.ts'
import type { Side } from './house.ts'
import { missingFor, play, scenarios } from './scenarios.ts'
import type { Course } from './shift.ts'

const file = join(import.meta.dirname, '../../docs/FAULTS.md')
const begins = '<!-- written by npm run faults -->'
const ends = '<!-- end of what it wrote -->'
/** More would fill the drafts of one person (limits.setAsidePerPerson). */
const tries = 20

/** What takes no longer nobody takes note of. */
const unnoticedMs = 1500

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const wordOf = (light: Light) => dictionaries.zh.reports[`light_${light}`]

function seenThrough(side: Side, { lights, savingMs }: Course): string {
  const passing: readonly Light[] = ['stored', 'storing', 'opening']
  const seen = [...lights[side]].filter(([light]) => !passing.includes(light))
  if (seen.length === 0 && savingMs[side] > unnoticedMs) seen.push(['storing', savingMs[side]])
  return seen.map(([light, ms]) => `${wordOf(light)} ${seconds(ms)}`).join(', ') || 'nothing'
}

function sees(course: Course): string {
  const [a, b] = [seenThrough('A', course), seenThrough('B', course)]
  const late = course.lateMs > unnoticedMs ? `; letters of others ${seconds(course.lateMs)} late` : ''
  return `${a === b ? a : `through A: ${a}; through B: ${b}`}${late}`
}

const rowOf = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

const race = 'a section is submitted in one process while its author types through another'
/** As they stand in the table. */
const faults = [...scenarios.map(({ fault }) => fault('table')), race]

/** Puts a row into the place of the one that this fault had. */
function write(fault: string, row: string): void {
  const text = readFileSync(file, 'utf8')
  const [before = '', rest = ''] = text.split(begins)
  const at = rest.indexOf(ends)
  const earlier = rest.slice(0, at).split('\n')
  const rows = faults.map(one => (one === fault ? row : earlier.find(line => line.startsWith(`| ${one} |`))))
  const heads = ['Fault', 'What people see', 'Time to recover', 'Typed', 'Lost', 'Load']
  const table = [rowOf(heads), rowOf(heads.map(() => '---')), ...rows.filter(line => line !== undefined)]
  writeFileSync(file, [before + begins, ...table, rest.slice(at)].join('\n'))
}

const { only = '' } = parseArgs({ options: { only: { type: 'string' } } }).values
let lost = 0
const told = (fault: string, cells: readonly string[], losses: readonly string[]) => {
  lost += losses.length
  const load = `${loadavg()[0]?.toFixed(0)} on ${cpus().length} cores`
  const row = rowOf([fault, ...cells, losses.length === 0 ? '0' : losses.join(' '), load])
  write(fault, row)
  console.log(row)
}

const postgres = await startPostgres()
for (const scenario of scenarios) {
  const fault = scenario.fault('table')
  if (!fault.includes(only)) continue
  const missing = missingFor(scenario)
  if (missing !== undefined) {
    console.log(`skipped, ${missing}: ${fault}`)
    continue
  }
  const course = await play(scenario, 'table', postgres)
  told(fault, [sees(course), seconds(course.recoverMs), `${course.typed}`], course.lost)
}
if (race.includes(only)) {
  const { typed, late, different, lost: gone, drafts } = await raceForTheLock(postgres, tries)
  const wrong = late + different > 0 ? [`${late} rows behind a submission, ${different} unlike the log`] : []
  const seen = `已报送; what came too late is set aside as a draft (${drafts} in ${tries} tries)`
  told(race, [seen, '–', `${typed}`], [...gone, ...wrong])
}
await postgres.stop()
process.exitCode = lost > 0 ? 1 : 0
