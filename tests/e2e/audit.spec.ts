/** The log of acts, as a coordinator looks for who returned a section, and takes the table along. */
import { readFile } from 'node:fs/promises'
import { expect, openBrowser, signIn, test } from '../support/e2e.ts'

test('The audit log: an act is found by its filter, opened, and exported', async ({ browser, server }) => {
  const page = await openBrowser(browser, { viewport: { width: 390, height: 844 } })
  await signIn(page, server.url)
  await page.request.post(`${server.url}/api/v1/sample`, { headers: { origin: server.url } })
  await page.getByRole('link', { name: '日志' }).click()
  const entries = page.getByRole('list', { name: '操作记录' }).locator('> li')
  await expect(entries.first()).toBeVisible()
  await page.getByRole('combobox', { name: '操作' }).click()
  await page.getByRole('option', { name: '退回了' }).click()
  await expect(page).toHaveURL(/action=section\.return/)
  await expect(entries).toHaveCount(1)
  await expect(entries.first()).toContainText('顾予宁 退回了')
  await entries.first().getByText('改动').press('Enter')
  await expect(entries.first()).toContainText('状态：已报送 → 退回修改')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '导出表格' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^tonggao-audit-.*\.csv$/)
  const table = await readFile(await download.path(), 'utf8')
  expect(table.split('\r\n')).toHaveLength(3)
  expect(table).toContain('退回了')
  await page.getByLabel('从').fill('2001-01-01')
  await page.getByLabel('到').fill('2001-01-02')
  await expect(page.getByText('没有符合条件的记录')).toBeVisible()
})
