/** Searching from anywhere: by key, by the field in the bar, on a phone; a result leads to its section. */
import type { Page } from '@playwright/test'
import { expect, openBrowser, signIn, test } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

async function loadSample(page: Page, url: string): Promise<void> {
  await signIn(page, url)
  await page.request.post(`${url}/api/v1/sample`, { headers: { origin: url } })
}

test('By keyboard from the list to a section that contains the words', async ({ browser, server }) => {
  const page = await openBrowser(browser)
  await loadSample(page, server.url)
  await page.goto(server.url)
  await expect(page.getByRole('searchbox', { name: '要找的字词' })).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('守好一溪水')
  await page.keyboard.press('Enter')
  const result = page.getByRole('article').getByRole('listitem')
  await expect(result).toHaveCount(1)
  await expect(result.locator('mark')).toHaveText('守好一溪水')
  await expectSound(page)
  // As it is typed, from one character on.
  await page.getByRole('searchbox').fill('粮')
  await expect(page).toHaveURL(/q=%E7%B2%AE/)
  const farming = page.getByRole('article').getByRole('link', { name: '守住粮田' })
  await expect(farming).toBeVisible()
  await farming.click()
  const section = page.getByRole('region', { name: '守住粮田' })
  await expect(section).toBeInViewport()
  await expect(section).toHaveClass(/tg-focused/)
  // From the workbench too, also while a text has the focus.
  await section.getByRole('textbox', { name: /，正文/ }).click()
  await page.keyboard.press('Control+k')
  await expect(page).toHaveURL(/\/search$/)
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('没有人写过的话')
  await expect(page.getByText('没有找到“没有人写过的话”')).toBeVisible()
  await expectSound(page)
})

test('On a phone the search is a tap away and its results fit', async ({ browser, server }) => {
  const page = await openBrowser(browser, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  await loadSample(page, server.url)
  await page.goto(server.url)
  await page.getByRole('link', { name: '搜索', exact: true }).click()
  await page.getByRole('searchbox').fill('2026')
  await expect(page.getByRole('article').first().locator('mark').first()).toBeVisible()
  await expectSound(page)
})
