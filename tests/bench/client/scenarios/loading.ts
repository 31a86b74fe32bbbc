/**
 * First load. Bytes: what the browser asked for before a key could be typed, as it came over the network.
 * Times run from the navigation, over loopback, with a server that has served the report once.
 */
import type { Row } from '../../table.ts'
import { type Bench, inRounds, type Measured } from '../rounds.ts'
import { instruments, newColleague, newVisitor, signIn, type Stage } from '../stage.ts'
import { kilobytesOf, visitReport } from '../visit.ts'
import { loaded, seen } from '../watch.ts'

/** The rest of the page comes after the text; whatever it costs belongs to the opening. */
const settleMs = 5000

export async function loading(bench: Bench): Promise<Row[]> {
  bench.say('loading: the sign-in page and a report of 50 sections × 2000 characters')
  const results = await inRounds(bench, measureLoading)
  const signing = 'sign-in page, nothing cached'
  const cold = 'open a report of 50 × 2000 characters, nothing cached'
  const warm = 'the same, a second time'
  const row = (scenario: string, figure: string, unit: string, name: string, most?: number): Row => ({
    scenario,
    figure,
    unit,
    name,
    results,
    ...(most === undefined ? {} : { goal: { most } }),
  })
  return [
    row(signing, 'signInJs', 'kB', 'JavaScript, gzip', 120),
    row(cold, 'reportJs', 'kB', 'JavaScript before the first key, gzip', 330),
    row(cold, 'reportCss', 'kB', 'style sheets before the first key, gzip'),
    row(cold, 'readable', 'ms', 'readable', 1000),
    row(cold, 'editable', 'ms', 'editable', 1500),
    row(cold, 'longest', 'ms', 'longest task once editable', 100),
    row(warm, 'readableAgain', 'ms', 'readable', 1000),
    row(warm, 'editableAgain', 'ms', 'editable', 1500),
  ]
}

async function measureLoading({ browser, url, reportUrl }: Stage): Promise<Measured> {
  const visitor = await newVisitor(browser)
  const door = await visitor.newPage()
  await instruments(door)
  await door.goto(`${url}/sign-in`, { waitUntil: 'networkidle' })
  const signInJs = kilobytesOf(await door.evaluate(loaded), '.js')
  await signIn(door, url)
  // The server has read the report once.
  await visitReport(visitor, reportUrl)
  const colleague = await newColleague(browser, visitor)
  await visitor.close()
  const first = await visitReport(colleague, reportUrl)
  await first.page.waitForTimeout(settleMs)
  const { longTasks } = await first.page.evaluate(seen)
  const late = longTasks.filter(({ start }) => start > first.opening.editable).map(({ ms }) => ms)
  await first.page.close()
  const again = await visitReport(colleague, reportUrl)
  const ours = {
    signInJs,
    reportJs: kilobytesOf(first.loadedFirst, '.js'),
    reportCss: kilobytesOf(first.loadedFirst, '.css'),
    readable: first.opening.readable,
    editable: first.opening.editable,
    longest: Math.max(0, ...late),
    readableAgain: again.opening.readable,
    editableAgain: again.opening.editable,
  }
  return { ours }
}
