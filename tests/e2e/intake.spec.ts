/**
 * Word files in the browser: a report made of one with a table, an image and tracked changes; a section taken
 * from another while somebody else types in it.
 */
import { AxeBuilder } from '@axe-core/playwright'
import sharp from 'sharp'
import { cell, docx, drawing, inList, officialList, p, row, style, t, table } from '../support/docx.ts'
import { expect, goTo, openBrowser, signIn, test, textOf, typeInto } from '../support/e2e.ts'

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const asFile = (name: string, bytes: Uint8Array) => ({ name, mimeType: word, buffer: Buffer.from(bytes) })

test('I13 a Word file becomes a report with its table, image and tracked changes as chosen', async ({
  browser,
  server,
}, testInfo) => {
  const image = await sharp({ create: { width: 320, height: 120, channels: 3, background: '#2a6' } })
    .png()
    .toBuffer()
  const grid = table([
    row([cell('村名'), cell('面积（亩）')], '<w:tblHeader/>'),
    row([cell('柳湾村'), cell('640')]),
  ])
  const body = [
    p('柳湾镇2026年工作总结', style('a3')),
    p('农业生产', `${style('1')}${inList(1)}`),
    p(
      `${t('全镇播种')}<w:ins w:author="林"><w:r><w:t>晚稻</w:t></w:r></w:ins><w:del w:author="林"><w:r><w:delText>早稻</w:delText></w:r></w:del>${t('一万二千亩，收成比上年好。')}`,
    ),
    grid,
    p(drawing('i1', '新修的水渠')),
    p('下一步打算', `${style('1')}${inList(1)}`),
    p(
      `${t('继续修渠')}${t('二十里', '<w:highlight w:val="yellow"/>')}${t('，把水送到每一块田里，力争明年春耕之前全部完工。')}`,
    ),
  ].join('')
  const file = docx({
    body,
    numbering: officialList,
    links: { i1: ['image', 'media/image1.png'] },
    entries: { 'word/media/image1.png': new Uint8Array(image) },
  })
  const page = await openBrowser(browser)
  await signIn(page, server.url)
  await page.goto(`${server.url}/import`)
  await page.locator('input[type=file]').setInputFiles(asFile('柳湾镇总结.docx', file))
  await expect(page.getByLabel('报告标题')).toHaveValue('柳湾镇2026年工作总结')
  await page.getByRole('treeitem', { name: /农业生产/ }).click()
  await expect(page.getByText('全镇播种晚稻一万二千亩')).toBeVisible()
  await page.getByText('拒绝修订').click()
  await expect(page.getByText('全镇播种早稻一万二千亩')).toBeVisible()
  await page.getByRole('tab', { name: /文件说明/ }).click()
  await expect(page.getByText('标色待核')).toBeVisible()
  await page.screenshot({ path: testInfo.outputPath('import.png') })
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.getByRole('button', { name: '建立报告' }).click()
  await expect(page).toHaveURL(/\/reports\/[0-9a-z]+$/)
  const farming = textOf(page, '农业生产')
  await expect(farming.getByRole('cell', { name: '640' })).toBeVisible()
  await expect(farming.getByText('新修的水渠').or(farming.locator('img'))).toBeVisible()
  // The image is the report's own now: what leaves carries its bytes.
  const reportId = page.url().split('/').at(-1)
  const exported = await page.request.get(`${server.url}/api/v1/reports/${reportId}/export?format=html`)
  expect(await exported.text()).toContain('src="data:image/')
  await expect(textOf(page, '下一步打算')).toContainText('继续修渠【待核：二十里】')
  await page.screenshot({ path: testInfo.outputPath('report.png') })
})

test('I14 a section is replaced by a Word file while another person types: nothing of theirs is lost', async ({
  browser,
  server,
}, testInfo) => {
  const page = await openBrowser(browser)
  await signIn(page, server.url)
  const text = {
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: '原来的一段。' }] }],
  }
  const section = { heading: '水利建设', level: 1, numbered: true, role: null, text }
  const made = await page.request.post(`${server.url}/api/v1/reports`, {
    headers: { origin: server.url },
    data: { title: '水利总结', period: '', sections: [section] },
  })
  const { id } = await made.json()
  const other = await openBrowser(browser)
  await signIn(other, server.url)
  for (const one of [page, other]) await one.goto(`${server.url}/reports/${id}`)
  await goTo(page, '水利建设')
  await page.getByRole('button', { name: '读入文件' }).click()
  const dialog = page.getByRole('dialog')
  const file = docx(
    `${p('（一）修好水渠')}${p('新修水渠十里，灌溉良田三千亩，群众拍手称好。')}${p('（二）加固水库')}${p('加固小水库两座，消除隐患五处，安全度过汛期。')}`,
  )
  await dialog.locator('input[type=file]').setInputFiles(asFile('水利.docx', file))
  await expect(dialog.getByText('新修水渠十里')).toBeVisible()
  await page.screenshot({ path: testInfo.outputPath('dialog.png') })
  expect((await new AxeBuilder({ page }).include('.mantine-Modal-content').analyze()).violations).toEqual([])
  await typeInto(other, '水利建设', '旁人的一句。')
  await expect(textOf(page, '水利建设')).toContainText('旁人的一句。')
  await dialog.getByText('替换现有正文').click()
  await dialog.getByRole('button', { name: '替换正文' }).click()
  await expect(dialog.getByText('有人改了这一节')).toBeVisible()
  await expect(textOf(other, '水利建设')).toContainText('旁人的一句。')
  // Seen and confirmed once more, it is replaced for everybody, and comes back whole.
  await dialog.getByRole('button', { name: '替换正文' }).click()
  await expect(textOf(other, '水利建设')).toContainText('加固水库')
  await expect(textOf(other, '水利建设')).not.toContainText('旁人的一句。')
  await page.getByRole('status').getByRole('button', { name: '撤销' }).click()
  await expect(textOf(other, '水利建设')).toContainText('旁人的一句。')
})
