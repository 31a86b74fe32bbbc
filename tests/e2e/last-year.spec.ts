/** Next year's report from last year's: the old text beside the new section, taken over with blanks. */
import type { Page } from '@playwright/test'
import { expect, goTo, openBrowser, signIn, test, textOf, typeInto } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

const light = (page: Page) => page.getByRole('banner').getByText('已保存').first()

/** A report of 2026 with two sentences, and its successor of 2027, opened. */
async function beginNextYear(page: Page, url: string): Promise<void> {
  await signIn(page, url)
  await page.goto(`${url}/reports/new`)
  await page.getByRole('textbox', { name: '标题' }).fill('2026年工作总结')
  await page.getByRole('textbox', { name: '提纲' }).fill('2026年主要工作\n下一步打算')
  await page.getByRole('button', { name: '建立报告' }).click()
  await expect(page.getByRole('treeitem')).toHaveCount(2)
  await typeInto(page, '2026年主要工作', '2026年播种1680亩，由顾予宁核对。')
  await page.keyboard.press('Enter')
  await page.keyboard.type('开展演练十二场。', { delay: 15 })
  await expect(light(page)).toBeVisible()
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: '据此新建下一年报告' }).click()
  await expect(page.getByRole('region', { name: '提纲预览' }).getByText('一、2027年主要工作')).toBeVisible()
  await expect(page.getByRole('textbox', { name: '标题', exact: true })).toHaveValue('2027年工作总结')
  await expectSound(page)
  await page.getByRole('button', { name: '建立报告' }).click()
  await expect(page.getByRole('treeitem').first()).toContainText('2027年主要工作')
}

test('A paragraph is taken over with blanks, one undo takes it back, and last year’s report stays as it was', async ({
  browser,
  server,
}) => {
  const page = await openBrowser(browser)
  await beginNextYear(page, server.url)
  await goTo(page, '2027年主要工作')
  await expect(textOf(page, '2027年主要工作')).toHaveText('')
  await page.getByRole('tab', { name: '去年' }).click()
  const panel = page.getByRole('complementary')
  await expect(panel.locator('mark')).toHaveText(['2026', '1680', '顾予宁', '十二'])
  await expect(panel.getByText('去年的值：2026年、1680亩、顾予宁')).toBeVisible()
  await expectSound(page)
  // By keyboard, as by mouse.
  await panel.getByRole('button', { name: '取用第 1 段' }).focus()
  await page.keyboard.press('Enter')
  const text = textOf(page, '2027年主要工作')
  await expect(text).toHaveText('【　】年播种【　】亩，由【　】核对。')
  await expect(panel.getByText('已取用，请填写空出的 3 处。')).toBeVisible()
  // The first blank is selected: what is typed takes its place.
  await expect(text).toBeFocused()
  await page.keyboard.type('2027')
  await expect(text).toHaveText('2027年播种【　】亩，由【　】核对。')
  await panel.getByRole('button', { name: '取用第 2 段' }).click()
  await expect(text.locator('p')).toHaveText(['2027年播种【　】亩，由【　】核对。', '开展演练【　】场。'])
  await page.keyboard.press('Control+z')
  await expect(text.locator('p')).toHaveText(['2027年播种【　】亩，由【　】核对。'])
  await expect(light(page)).toBeVisible()
  await page.reload()
  await expect(textOf(page, '2027年主要工作')).toHaveText('2027年播种【　】亩，由【　】核对。')
})

test('On a phone last year’s text is in the drawer, and says so when its report is deleted', async ({
  browser,
  server,
}) => {
  const page = await openBrowser(browser, { viewport: { width: 1440, height: 900 } })
  await beginNextYear(page, server.url)
  const report = page.url()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: '提纲' }).click()
  await goTo(page, '2027年主要工作')
  await page.getByRole('button', { name: '本章节' }).click()
  await page.getByRole('tab', { name: '去年' }).click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByText('开展演练')).toBeVisible()
  await expectSound(page, { part: '[role=dialog]' })
  await drawer.getByRole('button', { name: '取用第 2 段' }).click()
  await expect(textOf(page, '2027年主要工作')).toHaveText('开展演练【　】场。')
  await expect(light(page)).toBeVisible()
  const { origin } = new URL(server.url)
  const reports = await (await page.request.get(`${server.url}/api/v1/reports`)).json()
  const earlier = reports.find((one: { title: string }) => one.title === '2026年工作总结')
  await page.request.delete(`${server.url}/api/v1/reports/${earlier.id}`, { headers: { origin } })
  await page.goto(report)
  await page.getByRole('button', { name: '提纲' }).click()
  await goTo(page, '2027年主要工作')
  await page.getByRole('button', { name: '本章节' }).click()
  await page.getByRole('tab', { name: '去年' }).click()
  await expect(page.getByRole('dialog').getByText('去年的报告或章节已被删除')).toBeVisible()
  await expect(textOf(page, '2027年主要工作')).toHaveText('开展演练【　】场。')
})
