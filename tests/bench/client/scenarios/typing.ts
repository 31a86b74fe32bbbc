/**
 * From a key press to the paint, while twenty others type in the same report, one of them in the same section.
 * The floor is an element of the browser's own (`contenteditable`) with the same paragraphs and nobody else.
 */
import { type CDPSession, expect, type Page } from '@playwright/test'
import type { Figures } from '../../rounds.ts'
import { percentile } from '../../numbers.ts'
import type { Row } from '../../table.ts'
import { startCompany } from '../company.ts'
import { typeKeys } from '../hand.ts'
import { type Bench, inRounds, type Measured } from '../rounds.ts'
import { instruments, newColleague, newVisitor, signIn, type Stage, typists } from '../stage.ts'
import { takeUpPen, visitReport } from '../visit.ts'
import { seen, watch } from '../watch.ts'

/** Twelve and a half keys a second: faster than people type for long. */
const pauseMs = 80
const warmKeys = 50
/** A press that the browser does not report was painted within its threshold of 16 ms: it counts as 8. */
const unreportedMs = 8

export async function typing(bench: Bench): Promise<Row[]> {
  const { keys } = bench.options
  bench.say(`typing: ${keys} keys while ${typists} others type`)
  const results = await inRounds(bench, (stage, round) => measureTyping(stage, round, keys))
  const scenario = `${keys} keys while ${typists} others type in the report`
  const row = (figure: string, unit: string, name: string, most?: number): Row => ({
    scenario,
    figure,
    unit,
    name,
    results,
    ...(most === undefined ? {} : { goal: { most } }),
  })
  return [
    row('p50', 'ms', 'key press to paint, p50', 16),
    row('p99', 'ms', 'key press to paint, p99', 50),
    row('worst', 'ms', 'key press to paint, worst'),
    row('longest', 'ms', 'longest task', 100),
    row('busy', 'ms', 'main thread for each key, others included, CPU'),
  ]
}

async function measureTyping(stage: Stage, round: number, keys: number): Promise<Measured> {
  const { ours, floor } =
    round % 2 === 0
      ? { floor: await measureFloor(stage, keys), ours: await measureOurs(stage, keys) }
      : { ours: await measureOurs(stage, keys), floor: await measureFloor(stage, keys) }
  return { ours, floor }
}

async function measureOurs(stage: Stage, keys: number): Promise<Figures> {
  const visitor = await newVisitor(stage.browser)
  await signIn(await visitor.newPage(), stage.url)
  const colleague = await newColleague(stage.browser, visitor)
  await visitor.close()
  const visit = await visitReport(colleague, stage.reportUrl)
  const company = await startCompany(stage.port, typists)
  try {
    await takeUpPen(visit)
    const figures = await measureKeys(visit.page, visit.line, keys)
    // What was typed is text, and it is kept.
    await expect(visit.page.locator('.tg-place').first()).toContainText('an xun he dui')
    await visit.page.locator('.light[data-light="stored"]').waitFor()
    return figures
  } finally {
    await company.leave()
    await colleague.close()
  }
}

async function measureFloor({ browser, url }: Stage, keys: number): Promise<Figures> {
  const context = await newVisitor(browser)
  const page = await context.newPage()
  await page.addInitScript(watch)
  // A page of the same origin that runs nothing of ours.
  await page.goto(`${url}/healthz`)
  await page.setContent(bareText())
  await page.locator('p').nth(1).click()
  await page.keyboard.press('End')
  const { longest: _longest, ...figures } = await measureKeys(page, await instruments(page), keys)
  await context.close()
  return figures
}

function bareText(): string {
  const paragraph = '全镇各村按旬核对水渠道路与田亩，'.repeat(12)
  return `<meta charset="utf-8"><div contenteditable="true">${`<p>${paragraph}</p>`.repeat(10)}</div>`
}

async function measureKeys(page: Page, line: CDPSession, keys: number): Promise<Figures> {
  await typeKeys(line, warmKeys, pauseMs)
  // Time on the processor: a thread that waits for its turn spends none.
  await line.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.waitForTimeout(1000)
  const from = await page.evaluate(seen)
  const before = await busyMs(line)
  await typeKeys(line, keys, pauseMs)
  const after = await busyMs(line)
  await page.waitForTimeout(1000)
  const { presses, longTasks } = await page.evaluate(seen)
  const reported = presses.slice(from.presses.length)
  const waits = [...reported, ...Array.from({ length: keys - reported.length }, () => unreportedMs)]
  const tasks = longTasks.filter(({ start }) => start > from.now).map(({ ms }) => ms)
  return {
    p50: percentile(waits, 0.5),
    p99: percentile(waits, 0.99),
    worst: percentile(waits, 1),
    longest: Math.max(0, ...tasks),
    busy: (after - before) / keys,
  }
}

/** Processor time that the page's main thread has spent so far: scripts, styles, layout, paint. */
async function busyMs(line: CDPSession): Promise<number> {
  const { metrics } = await line.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
}
