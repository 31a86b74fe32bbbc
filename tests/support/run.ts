/**
 * `npm test`: everything — the checks of the code and the client's build side by side, then unit to fault tests
 * (vitest), then browser tests (Playwright) — and one closing line from the runners' own summaries.
 * A step that fails does not keep the others from running; the exit code is the worst.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const env = {
  ...process.env,
  PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  NODE_ENV: 'test',
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/tests'),
}

type Counts = { passed: number; failed: number; skipped: number }

type Step = { readonly title: string; readonly command: string; readonly args: readonly string[] }

/** What it prints is shown as it comes, or, `quietly`, in one piece when it has ended. */
async function run({ title, command, args }: Step, quietly = false): Promise<boolean> {
  if (!quietly) console.log(`\n── ${title}`)
  const child = spawn(command, args, {
    cwd: root,
    env: { ...env, NODE_ENV: title === 'build' ? 'production' : 'test' },
    stdio: ['ignore', quietly ? 'pipe' : 'inherit', quietly ? 'pipe' : 'inherit'],
  })
  const printed: Buffer[] = []
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => void printed.push(chunk))
  // A command that cannot be started has failed.
  const [status]: unknown[] = await once(child, 'close').catch(() => [1])
  if (quietly) console.log(`\n── ${title}\n${Buffer.concat(printed).toString().trimEnd()}`)
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
/** They wait for one another nowhere, and leave no core idle. */
const checks: readonly Step[] = [
  { title: 'types', command: 'tsc', args: ['--noEmit'] },
  { title: 'lint', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { title: 'format', command: 'biome', args: ['format', '.'] },
  { title: 'dead code', command: 'knip', args: [] },
  { title: 'build', command: 'vite', args: ['build'] },
]
const unit: Step = {
  title: 'unit, wire, http, fault, print',
  command: 'vitest',
  args: ['run', '--reporter=default', '--reporter=json', '--outputFile.json=test-results/unit.json'],
}
const browser: Step = { title: 'browser', command: 'playwright', args: ['test'] }

const results = await Promise.all(checks.map(check => run(check, true)))
// One after the other: they measure what work costs, and wait for machines that have time.
for (const suite of [unit, browser]) results.push(await run(suite))
const counts = [vitestCounts(), playwrightCounts()]
const total = (key: keyof Counts) => counts.reduce((sum, count) => sum + count[key], 0)
console.log(`\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`)
process.exitCode = results.every(Boolean) && total('failed') === 0 ? 0 : 1
