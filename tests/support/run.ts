/**
 * `npm test`: everything, in order — the checks of the code, the client's build, unit to fault tests
 * (vitest), browser tests (Playwright) — and one closing line from the runners' own summaries.
 * A step that fails does not keep the later ones from running; the exit code is the worst.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const env = {
  ...process.env,
  PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  NODE_ENV: 'test',
}

type Counts = { passed: number; failed: number; skipped: number }

function step(title: string, command: string, args: readonly string[]): boolean {
  console.log(`\n── ${title}`)
  const { status } = spawnSync(command, args, {
    cwd: root,
    env: { ...env, NODE_ENV: title === 'build' ? 'production' : 'test' },
    stdio: 'inherit',
  })
  return status === 0
}

function summary(file: string): unknown {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'))
  } catch {
    return undefined
  }
}

function vitestCounts(): Counts {
  const report = summary('test-results/unit.json') as
    | {
        numPassedTests: number
        numFailedTests: number
        numPendingTests: number
        numTodoTests: number
        testResults: { assertionResults: { title: string; status: string }[] }[]
      }
    | undefined
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const skipped = report.testResults
    .flatMap(file => file.assertionResults)
    .filter(({ status }) => status === 'skipped' || status === 'pending')
  // What this machine lacks (strace, mounts of one's own, prlimit) is named, not passed over.
  for (const { title } of skipped) console.log(`skipped here: ${title}`)
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

function playwrightCounts(): Counts {
  const report = summary('test-results/e2e.json') as
    | { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }
    | undefined
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const { expected, unexpected, flaky, skipped } = report.stats
  if (flaky > 0) console.log(`\n${flaky} passed only at the second try; see “flaky” above`)
  return { passed: expected + flaky, failed: unexpected, skipped }
}

rmSync(join(root, 'test-results'), { recursive: true, force: true })
mkdirSync(join(root, 'test-results'))
const results = [
  step('types', 'tsc', ['--noEmit']),
  step('lint', 'oxlint', ['--type-aware', '--deny-warnings']),
  step('format', 'biome', ['format', '.']),
  step('dead code', 'knip', []),
  step('build', 'vite', ['build']),
  step('unit, wire, http, fault, print', 'vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    '--outputFile.json=test-results/unit.json',
  ]),
  step('browser', 'playwright', ['test']),
]
const counts = [vitestCounts(), playwrightCounts()]
const total = (key: keyof Counts) => counts.reduce((sum, count) => sum + count[key], 0)
console.log(`\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`)
process.exitCode = results.every(Boolean) && total('failed') === 0 ? 0 : 1
