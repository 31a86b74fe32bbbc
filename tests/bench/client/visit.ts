/** A visit to the report: opened, watched, and ready for the keyboard. */
import type { BrowserContext, CDPSession, Page } from '@playwright/test'
import { instruments } from './stage.ts'
import { type Loaded, loaded, type Opening, seen, watch } from './watch.ts'

export type Visit = {
  readonly page: Page
  readonly line: CDPSession
  readonly opening: Required<Opening>
  /** Asked for before the text could be edited. */
  readonly loadedFirst: readonly Loaded[]
}

/** Opens the report and waits until its text can be edited and every letter is at the server. */
export async function visitReport(context: BrowserContext, reportUrl: string): Promise<Visit> {
  const page = await context.newPage()
  const line = await instruments(page)
  await page.addInitScript(watch)
  await page.goto(reportUrl, { waitUntil: 'commit' })
  await page.locator('.light[data-light="stored"]').waitFor({ timeout: 60_000 })
  const { opening } = await page.evaluate(seen)
  const { readable, editable } = opening
  if (readable === undefined || editable === undefined) throw new Error('the report did not open')
  const all = await page.evaluate(loaded)
  const loadedFirst = all.filter(({ start }) => start <= editable)
  return { page, line, opening: { readable, editable }, loadedFirst }
}

/** The caret at the end of the first section's second paragraph; somebody else types in its first. */
export async function takeUpPen({ page }: Visit): Promise<void> {
  await page.locator('.tg-place [contenteditable="true"] > p').nth(1).click()
  await page.keyboard.press('End')
}

export const kilobytesOf = (answers: readonly Loaded[], ending: string) =>
  answers.filter(({ name }) => name.endsWith(ending)).reduce((sum, { bytes }) => sum + bytes, 0) / 1000
