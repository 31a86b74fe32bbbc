/** From the fields of an official document to its true pages, and out: printed, and as a Word file by choice. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { unzipSync } from 'fflate'
import type { Block } from '../../shared/schema/text.ts'
import { theCoordinator } from '../support/e2e-people.ts'
import { expect, openBrowser, type RunningServer, signIn, test } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

/** One section accepted, one not, and an attachment that is. */
async function halfAccepted(server: RunningServer): Promise<string> {
  const keeper = await theCoordinator(server)
  const words = (text: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text }] })
  const part = (heading: string, text: string, role: 'attachment' | null = null) => ({
    heading,
    level: 1,
    numbered: role === null,
    role,
    text: { type: 'doc' as const, content: [words(text)] },
  })
  const sections = [
    part('农田水利', '全年修渠十二公里。'),
    part('村道养护', '还在核对。'),
    part('水渠清单', '石桥渠四十米。', 'attachment'),
  ]
  const made = await keeper.call('createReport', {}, { title: '2026年工作总结', period: '2026年', sections })
  const reportId = made.body.id
  const { body } = await keeper.call('getReport', { reportId })
  const sectionIds = body.sections.filter(({ heading }) => heading !== '村道养护').map(({ id }) => id)
  for (const sectionId of sectionIds)
    expect((await keeper.call('submitSection', { reportId, sectionId }, {})).status).toBe(200)
  expect((await keeper.call('acceptSections', { reportId }, { sectionIds })).status).toBe(200)
  return reportId
}

/** Has the frame's print counted instead of opened: no browser without a screen shows its window. */
async function countPrints(page: Page): Promise<() => Promise<string | undefined>> {
  await page.evaluate(() => {
    const found = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow')
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
      get(this: HTMLIFrameElement) {
        const frame: Window | null = found?.get?.call(this)
        if (frame) frame.print = () => (document.body.dataset.printed = frame.document.body.textContent ?? '')
        return frame
      },
    })
  })
  return () => page.evaluate(() => document.body.dataset.printed)
}

test('X61 版头 and 署名 set in the panel stand on the true pages, and what is not accepted is left out by keys', async ({
  browser,
  server,
}) => {
  const reportId = await halfAccepted(server)
  const page = await openBrowser(browser)
  await signIn(page, `${server.url}/reports/${reportId}`)

  await page.getByRole('tab', { name: '落款' }).click()
  await page.getByLabel('署名', { exact: true }).fill('澄溪镇人民政府')
  await page.getByText('公文要素：版头、印章、附注、版记').click()
  await page.getByRole('switch', { name: '用版头' }).click()
  await page.getByRole('textbox', { name: '发文机关标志' }).fill('澄溪镇人民政府文件')
  await page.getByRole('textbox', { name: '发文字号' }).fill('澄政〔2026〕8号')
  await page.getByRole('textbox', { name: '发文字号' }).blur()

  await page.getByRole('button', { name: '导出' }).focus()
  await page.keyboard.press('Enter')
  const menu = page.getByRole('menu')
  await expect(menu.getByRole('menuitemradio', { name: '照常' })).toHaveAttribute('aria-checked', 'true')
  await expect(menu.getByRole('menuitemradio', { name: '照常' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(menu.getByRole('menuitemradio', { name: '略去' })).toHaveAttribute('aria-checked', 'true')
  await menu.getByRole('menuitemradio', { name: '自动编号' }).click()
  await expect(menu.getByRole('menuitemradio', { name: '自动编号' })).toHaveAttribute('aria-checked', 'true')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: '导出' })).toBeFocused()

  await page.getByRole('link', { name: '阅读' }).click()
  await expect(page.getByText('未收稿 1 节，预览和打印时略去')).toBeVisible()
  await page.getByRole('button', { name: '分页预览' }).click()
  const pages = page.frameLocator('iframe')
  // The text's page and the attachment's.
  await expect(page.getByText('共 2 页')).toBeVisible()
  const first = pages.locator('.sheet-page').first()
  for (const words of ['澄溪镇人民政府文件', '澄政〔2026〕8号', '一、农田水利', '附件：水渠清单', '— 1 —'])
    await expect(first).toContainText(words)
  await pages.locator('.sheet-page').nth(1).scrollIntoViewIfNeeded()
  await expect(pages.getByText('石桥渠四十米。').last()).toBeVisible()
  await expect(pages.locator('.sheet-pages')).not.toContainText('村道养护')

  await expectSound(page)

  const printed = await countPrints(page)
  await page.getByRole('button', { name: '打印' }).click()
  await expect.poll(printed).toContain('澄溪镇人民政府文件')
  expect(await printed()).not.toContain('村道养护')

  await page.getByRole('button', { name: '导出' }).click()
  await expectSound(page, { part: '[role="menu"]' })
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Word 文件' }).click()
  const file = unzipSync(readFileSync(await (await download).path()))
  const document = new TextDecoder().decode(file['word/document.xml'])
  expect(document).toContain('全年修渠十二公里。')
  expect(document).not.toContain('村道养护')
  expect(document).not.toContain('一、')
})
