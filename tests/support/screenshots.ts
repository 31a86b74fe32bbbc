/**
 * Makes the pictures of README and docs from the running demo: `node tests/support/screenshots.ts`.
 */
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from './chromium.ts'
import { startDemo } from './demo.ts'

const images = join(import.meta.dirname, '../../docs/images')
const wide = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }
const title = '澄溪镇2026年工作总结'

async function visit(
  browser: Browser,
  link: string,
  viewport = wide,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const context = await browser.newContext({ viewport, colorScheme, locale: 'zh-CN', deviceScaleFactor: 1 })
  const page = await context.newPage()
  await page.goto(link)
  await page.locator('a.report-card').filter({ hasText: title }).click()
  await page.getByText('2026年，澄溪镇围绕').first().waitFor()
  return page
}

async function write(page: Page, heading: string, text: string): Promise<void> {
  await page.getByRole('treeitem').filter({ hasText: heading }).click()
  await page
    .getByRole('region', { name: heading })
    .getByLabel(/，正文/)
    .click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(text)
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(800)
  await page.screenshot({ path: join(images, `${name}.png`) })
}

const { executablePath, args, env } = await findChromium()
const browser = await chromium.launch({ executablePath, args: [...args], env: { ...process.env, ...env } })
const demo = await startDemo()
try {
  const [coordinatorLink = '', farmingLink = '', buildingLink = '', , reviewerLink = ''] = demo.links
  const coordinator = await visit(browser, coordinatorLink)
  const builder = await visit(browser, buildingLink)
  await write(builder, '补齐短板', '：全年改造农村危房十六户')
  const farmer = await visit(browser, farmingLink, phone)
  await coordinator.getByRole('treeitem').filter({ hasText: '补齐短板' }).click()
  await shoot(coordinator, 'workbench-zh')
  await shoot(farmer, 'phone-zh')
  await coordinator.getByRole('link', { name: '阅读' }).click()
  await coordinator.waitForURL(/\/read$/)
  await shoot(coordinator, 'reading-zh')
  const reviewer = await visit(browser, reviewerLink, wide, 'dark')
  await reviewer.getByRole('button', { name: 'English' }).click()
  await reviewer.getByRole('treeitem').filter({ hasText: '补齐短板' }).click()
  await shoot(reviewer, 'workbench-en-dark')
} finally {
  await browser.close()
  await demo.stop()
}
