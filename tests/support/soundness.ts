/**
 * Whether a page is fit for everybody at this moment: axe finds nothing in it, and it is no wider than its
 * window. In axe's plain mode, for what breaks a rule alone: pages of ours have no foreign frames, and the
 * rest of its report costs many times the checks themselves.
 */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

type Options = {
  /** A selector, where only what it finds is new. */
  readonly part?: string
  /** Stands in what is told of a failure. */
  readonly where?: string
}

export async function expectSound(page: Page, options: Options = {}): Promise<void> {
  const { part, where = page.url() } = options
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations } = await (part === undefined ? axe : axe.include(part)).analyze()
  const told = violations.map(
    ({ id, nodes }) => `${where}: ${id} ${nodes.map(node => node.target.join(' ')).join(', ')}`,
  )
  expect(told).toEqual([])
  await expectFits(page, where)
}

export async function expectFits(page: Page, where = page.url()): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(over, `${where} is wider than its window`).toBeLessThanOrEqual(0)
}
