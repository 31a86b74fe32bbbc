/**
 * `npm run bench:checks`: how often the rules are right on their cases, and how long a report of 50 sections and
 * 100,000 characters takes, cold and after one character. `--write` puts both into the docs.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { createChecker } from '../../shared/checks/check.ts'
import type { CheckedText, Line } from '../../shared/checks/checked-text.ts'
import { ruleNames } from '../../shared/checks/finding.ts'
import { settingOf } from '../../shared/checks/setting.ts'
import { casesOf, nine, score } from '../unit/checks/rules.ts'
import { randomFrom } from '../fuzz/random.ts'

const sectionCount = 50
const sectionLength = 2000

/** Made of the cases' own sentences, so that every rule has work to do. */
function longReport(): CheckedText {
  const random = randomFrom(42)
  const sentences = ruleNames.flatMap(rule =>
    [...casesOf[rule].found, ...casesOf[rule].silent].map(given =>
      (typeof given === 'string' ? given : given.text).replaceAll('\n', ''),
    ),
  )
  const sections = Array.from({ length: sectionCount }, (_, id) => {
    const lines: Line[] = []
    for (let length = 0; length < sectionLength; ) {
      const picked = Array.from({ length: 4 }, () => random.pick(sentences))
      const text = picked.join('').slice(0, sectionLength - length)
      lines.push({ text, kind: 'paragraph', at: lines.length })
      length += text.length
    }
    return { id: `s${id}`, part: 0, heading: `第${id}节`, level: 1, role: null, lines, length: null }
  })
  return { kind: 'report', title: '2025年工作总结', sections }
}

type Times = { readonly cold: number; readonly edits: readonly number[]; readonly findings: number }

function measure(): Times {
  const text = longReport()
  const setting = settingOf({ title: text.title })
  const checker = createChecker()
  const from = performance.now()
  const findings = checker.check(text, setting).length
  const cold = performance.now() - from
  const edits = Array.from({ length: 20 }, (_, edit) => {
    const sections = text.sections.map((section, at) => {
      if (at !== edit * 2) return section
      const lines = section.lines.map((line, place) =>
        place === 1 ? { ...line, text: `${line.text}字` } : line,
      )
      return { ...section, lines }
    })
    const start = performance.now()
    checker.check({ ...text, sections }, setting)
    return performance.now() - start
  })
  return { cold, edits, findings }
}

/** In a thread of its own that has never run the rules, as the browser's worker has not. */
function measureInWorker(): Promise<Times> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url))
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`

function caseTable(): string {
  const share = (value: number) => value.toFixed(2)
  const rows = ruleNames.map(rule => {
    const cases = casesOf[rule]
    const all = score(rule, cases)
    const proved = Object.hasOwn(nine, rule)
      ? score(rule, nine[rule as keyof typeof nine].heldOut)
      : undefined
    const held = proved
      ? `${proved.cases} | ${share(proved.precision)} | ${share(proved.recall)}`
      : '– | – | –'
    return `| \`${rule}\` | ${all.cases} | ${share(all.precision)} | ${share(all.recall)} | ${held} |`
  })
  return [
    '| Rule | Cases | Precision | Recall | Held out | Precision | Recall |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

function speedTable(rounds: readonly Times[]): string {
  const cold = rounds.map(round => round.cold)
  const edits = rounds.flatMap(round => round.edits)
  const verdict = (value: number, goal: number) => (value <= goal ? 'met' : 'missed')
  const row = (name: string, values: readonly number[], goal: number) =>
    `| ${name} | ${ms(median(values))} (${ms(Math.min(...values))}–${ms(Math.max(...values))}) | ≤ ${goal} ms | ${verdict(median(values), goal)} |`
  return [
    `${cpus().length} cores (${cpus()[0]?.model.trim() ?? ''}), Node ${process.versions.node}, ${rounds.length} fresh threads, ${rounds[0]?.findings} findings. Others used this machine at the same time.`,
    '',
    '| Scenario | Median (spread) | Goal | Result |',
    '| --- | --- | --- | --- |',
    row('all rules over 50 sections, 100,000 characters, cold', cold, 1500),
    row('the same after one character', edits, 50),
  ].join('\n')
}

function write(file: string, name: string, table: string): void {
  const path = join(import.meta.dirname, '../../docs', file)
  const [head = '', rest = ''] = readFileSync(path, 'utf8').split(
    `<!-- ${name}: written by npm run bench:checks -- --write -->`,
  )
  const [, tail = ''] = rest.split(`<!-- end of ${name} -->`)
  writeFileSync(
    path,
    `${head}<!-- ${name}: written by npm run bench:checks -- --write -->\n${table}\n\n<!-- end of ${name} -->${tail}`,
  )
}

async function run(): Promise<void> {
  const cases = caseTable()
  const rounds: Times[] = []
  for (let round = 0; round < 5; round += 1) rounds.push(await measureInWorker())
  const speed = speedTable(rounds)
  console.log(`${cases}\n\n${speed}`)
  if (!process.argv.includes('--write')) return
  write('CHECKS.md', 'cases', cases)
  write('BENCHMARKS.md', 'checks', speed)
}

if (isMainThread) await run()
else parentPort?.postMessage(measure())
