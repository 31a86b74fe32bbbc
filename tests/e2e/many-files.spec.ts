/** The files of several departments in the browser: matched, mended by hand, put in, and taken back. */
import { AxeBuilder } from '@axe-core/playwright'
import { docx, p } from '../support/docx.ts'
import { expect, makeReport, openBrowser, signIn, test, textOf } from '../support/e2e.ts'

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const wordFile = (name: string, ...lines: string[]) => ({
  name,
  mimeType: word,
  buffer: Buffer.from(docx(lines.map(line => p(line)).join(''))),
})

test('I18 files of departments go into their sections at one press; one unclear is mended, one hostile refused', async ({
  browser,
  server,
}, testInfo) => {
  const page = await openBrowser(browser)
  await signIn(page, server.url)
  const path = await makeReport(page, server.url, '柳湾镇总结', ['农业生产', '水利建设', '水利资金'])
  await page.goto(`${server.url}${path}/board`)
  await page.getByRole('button', { name: '批量导入来稿' }).click()
  const dialog = page.getByRole('dialog', { name: '批量导入来稿' })
  await dialog
    .locator('input[type=file]')
    .setInputFiles([
      wordFile('农业生产（定稿）.docx', '全镇播种晚稻一万二千亩，收成比上年好。'),
      wordFile('水利.docx', '新修水渠十里，灌溉良田三千亩。'),
      { name: '坏文件.docx', mimeType: word, buffer: Buffer.from('PK\u0003\u0004不是压缩包') },
      { name: '水利资金.txt', mimeType: 'text/plain', buffer: Buffer.from('筹措资金八十万元。') },
    ])
  const row = (name: string) => dialog.getByRole('listitem').filter({ hasText: name })
  const section = (name: string) => dialog.getByRole('combobox', { name: `${name} 放进哪一节` })
  await expect(section('水利资金.txt')).toHaveValue(/./)
  await expect(section('农业生产（定稿）.docx').locator('option:checked')).toHaveText('一、农业生产')
  await expect(row('坏文件.docx').getByRole('alert')).toBeVisible()
  await expect(row('水利.docx')).toContainText('可能是')
  await expect(dialog.getByRole('button', { name: '导入 2 个文件' })).toBeEnabled()
  await section('水利.docx').selectOption({ label: '二、水利建设' })
  expect((await new AxeBuilder({ page }).include('.mantine-Modal-content').analyze()).violations).toEqual([])
  await page.screenshot({ path: testInfo.outputPath('matched.png') })
  await page.setViewportSize({ width: 390, height: 844 })
  const content = page.locator('.mantine-Modal-body')
  expect(await content.evaluate(body => body.scrollWidth - body.clientWidth)).toBe(0)
  await page.screenshot({ path: testInfo.outputPath('phone.png') })
  await page.setViewportSize({ width: 1280, height: 800 })
  await dialog.getByRole('button', { name: '导入 3 个文件' }).click()
  await expect(dialog.getByText('已导入 3 个，没有放进去 1 个。')).toBeVisible()
  // Nothing is missing of what went in, the originals beside the texts neither.
  await expect(dialog.getByRole('alert')).toHaveCount(1)
  await page.screenshot({ path: testInfo.outputPath('done.png') })

  const sheet = await page.context().newPage()
  await sheet.goto(`${server.url}${path}`)
  await expect(textOf(sheet, '农业生产')).toHaveText('全镇播种晚稻一万二千亩，收成比上年好。')
  await expect(textOf(sheet, '水利建设')).toHaveText('新修水渠十里，灌溉良田三千亩。')
  await expect(textOf(sheet, '水利资金')).toHaveText('筹措资金八十万元。')

  await dialog.getByRole('button', { name: '撤销这次导入' }).click()
  await expect(row('水利.docx')).toContainText('已恢复到导入之前')
  await expect(textOf(sheet, '水利建设')).toHaveText('')
  await expect(textOf(sheet, '农业生产')).toHaveText('')
})
