/** Every page in both languages, light and dark, wide and on a phone: axe finds nothing, nothing overflows. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { expect, openBrowser, signIn, startServer, test } from '../support/e2e.ts'

const wide = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

type Look = {
  readonly language: 'zh' | 'en'
  readonly scheme: 'light' | 'dark'
  readonly viewport: typeof wide
}

/** Each of language, scheme and width is seen in two of the four. */
const looks: readonly Look[] = [
  { language: 'zh', scheme: 'light', viewport: wide },
  { language: 'en', scheme: 'dark', viewport: wide },
  { language: 'zh', scheme: 'dark', viewport: phone },
  { language: 'en', scheme: 'light', viewport: phone },
]

/** A page as that person sees it;  */
async function look(browser: Browser, { language, scheme, viewport }: Look, url: string): Promise<Page> {
  const page = await openBrowser(browser, { viewport, colorScheme: scheme })
  await signIn(page, url)
  await page.evaluate(
    chosen => {
      localStorage.setItem('tonggao-language', chosen.language)
      document.cookie = `lang=${chosen.language};path=/`
    },
    { language },
  )
  return page
}

async function expectSound(page: Page, where: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  const told = violations.map(
    ({ id, nodes }) => `${where}: ${id} ${nodes.map(node => node.target.join(' ')).join(', ')}`,
  )
  expect(told).toEqual([])
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow, `${where} is wider than its window`).toBeLessThanOrEqual(0)
}

/** Going to a section moves the sheet; the window itself never scrolls the bar away. */
async function expectBarStays(page: Page, workbench: string): Promise<void> {
  await page.goto(workbench)
  const rows = page.getByRole('treeitem')
  await rows.nth(5).click()
  await expect(page.getByRole('region').and(page.locator('.tg-focused'))).toBeInViewport()
  // The fields of the chosen section make the panel longer than the window.
  await expect(page.getByRole('complementary').getByRole('switch')).toBeAttached()
  await rows.last().click()
  await expect(page.getByRole('region').and(page.locator('.tg-focused'))).toBeInViewport()
  await expect(page.getByRole('banner')).toBeInViewport({ ratio: 1 })
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(
    0,
  )
}

test.describe('looks', () => {
  let server: Awaited<ReturnType<typeof startServer>>
  let report: string
  test.beforeAll(async ({ browser }) => {
    server = await startServer()
    const page = await openBrowser(browser)
    await signIn(page, server.url)
    const answer = await page.request.post(`${server.url}/api/v1/sample`, { headers: { origin: server.url } })
    report = (await answer.json()).id
    // A row in the list of invitations is the widest thing on the page of people.
    await page.request.post(`${server.url}/api/v1/invitations`, {
      headers: { origin: server.url },
      data: { departmentId: null, role: 'author' },
    })
  })
  test.afterAll(() => server.stop())

  for (const each of looks) {
    const { language, scheme, viewport } = each
    test(`every page, ${language}, ${scheme}, ${viewport.width} wide`, async ({ browser }) => {
      test.setTimeout(180_000)
      const page = await look(browser, each, server.url)
      for (const path of [
        '/',
        '/reports/new',
        '/import',
        '/people',
        '/account',
        '/audit',
        `/reports/${report}`,
        `/reports/${report}/read`,
        `/reports/${report}/board`,
        `/reports/${report}/consult`,
        '/nowhere',
      ]) {
        await page.goto(`${server.url}${path}`)
        await page.waitForLoadState('networkidle')
        await expectSound(page, path)
        expect(await page.evaluate(() => document.documentElement.lang)).toMatch(
          language === 'zh' ? /^zh/ : /^en/,
        )
      }
      if (viewport === wide) await expectBarStays(page, `${server.url}/reports/${report}`)
      const stranger = await openBrowser(browser, { viewport, colorScheme: scheme })
      for (const path of [
        '/sign-in',
        '/join#nothing-that-anybody-gave-out',
        '/setup#nothing-that-anybody-gave-out',
        '/reset#nothing-that-anybody-gave-out',
        '/opine#nothing-that-anybody-gave-out',
      ]) {
        await stranger.goto(`${server.url}${path}`)
        await stranger.waitForLoadState('networkidle')
        await expectSound(stranger, path)
      }
    })
  }
})
