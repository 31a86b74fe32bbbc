/**
 * Importing in the browser: a GB18030 file is read, checked, corrected by keyboard, and created; the page is
 * whole on a phone and for a screen reader.
 */
import { expect, openBrowser, signIn, test } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

const fixture = (name: string) => `tests/fixtures/import/${name}`

test('I a GB18030 summary becomes a report after corrections by keyboard', async ({ browser, server }) => {
  const page = await openBrowser(browser)
  await signIn(page, server.url)
  await page.goto(`${server.url}/import`)
  await page.locator('input[type=file]').setInputFiles(fixture('gb18030-crlf.txt'))
  await expect(page.getByLabel('报告标题')).toHaveValue('青溪镇2025年度工作总结')
  await expect(page.getByLabel('编码')).toHaveValue('gb18030')
  const tree = page.getByRole('tree')
  await expect(tree.getByRole('treeitem')).toHaveCount(9)

  const last = tree.getByRole('treeitem', { name: /补齐设施短板/ })
  await last.click()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(last).toHaveAttribute('aria-level', '1')
  await expect(last).toBeFocused()
  await page.keyboard.press('F2')
  await page.getByRole('textbox', { name: /的标题/ }).fill('补强设施')
  await page.keyboard.press('Enter')
  await expect(tree.getByRole('treeitem', { name: /四、\s*补强设施/ })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Backspace')
  await expect(tree.getByRole('treeitem')).toHaveCount(8)
  await page.keyboard.press('Control+z')
  await expect(tree.getByRole('treeitem')).toHaveCount(9)

  await page.getByRole('button', { name: '建立报告' }).click()
  await expect(page).toHaveURL(/\/reports\/[0-9a-z]+$/)
  await expect(page.getByText('补强设施').first()).toBeVisible()
})

test('I a doubtful place is one tap away on a phone', async ({ browser, server }) => {
  const page = await openBrowser(browser, { viewport: { width: 390, height: 844 }, hasTouch: true })
  await signIn(page, server.url)
  await page.goto(`${server.url}/import`)
  await page.locator('input[type=file]').setInputFiles(fixture('messy.txt'))
  await page.getByText('核对', { exact: true }).click()
  await page.getByRole('button', { name: /应为 3\.，写的是 4\./ }).click()
  await expect(page.getByText('开展专项检查。', { exact: true })).toBeInViewport()
  await expectSound(page)
})

test('I a broken Word document is refused with a way out, a paste is taken', async ({ browser, server }) => {
  const page = await openBrowser(browser)
  await signIn(page, server.url)
  await page.goto(`${server.url}/import`)
  const docx = { name: '总结.txt', mimeType: 'text/plain', buffer: Buffer.from([0x50, 0x4b, 3, 4, 0]) }
  await page.locator('input[type=file]').setInputFiles(docx)
  await expect(page.getByRole('alert')).toContainText('文件已损坏')
  await page
    .getByLabel('或者粘贴全文')
    .fill('石桥村2026年工作总结\n一、修路\n全村硬化道路三公里，安装路灯四十盏。')
  await page.getByRole('button', { name: '识别粘贴的文字' }).click()
  await expect(page.getByLabel('报告标题')).toHaveValue('石桥村2026年工作总结')
  await page.getByLabel('报告标题').fill(' ')
  await page.getByRole('button', { name: '建立报告' }).click()
  await expect(page.getByText('请先写好标题。')).toBeVisible()
})
