/**
 * Pasting and dropping as office programs do it: Word's page with the pictures in the RTF beside it, a copy between
 * two reports, a file dropped on the text.
 */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { docx, p } from '../support/docx.ts'
import { expect, makeReport, openBrowser, signIn, test, textOf } from '../support/e2e.ts'

const heading = '水利建设'
type Data = Readonly<Record<string, string>>

/** As a browser gives it; nothing of it is put into the page but by the editor. */
async function paste(page: Page, data: Data): Promise<void> {
  await textOf(page, heading).evaluate((target, given) => {
    const clipboardData = new DataTransfer()
    for (const [type, words] of Object.entries(given)) clipboardData.setData(type, words)
    target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, data)
}

/** Everything of the text, as the editor puts it on the clipboard. */
async function copyAll(page: Page): Promise<Data> {
  await textOf(page, heading).press('Control+a')
  return textOf(page, heading).evaluate(target => {
    const clipboardData = new DataTransfer()
    target.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }))
    return Object.fromEntries(clipboardData.types.map(type => [type, clipboardData.getData(type)]))
  })
}

const hexPicture = async (background: string) =>
  (
    await sharp({ create: { width: 300, height: 120, channels: 3, background } })
      .png()
      .toBuffer()
  ).toString('hex')

/** What stands in the text, block by block. */
const blocksOf = (page: Page) =>
  textOf(page, heading).evaluate(text =>
    Array.from(text.children, child => (child.querySelector('img') ? 'image' : (child.textContent ?? ''))),
  )

const named = (nth: number) => `<p><img width=300 src="file:///C:/clip_image00${nth}.png"></p>`
const words = [
  '<p class=MsoNormal>十一台烘干机挪到离田最近的晒场,排队缩到半天.</p>',
  named(2),
  '<p class=MsoNormal>石桥渠修复四十米(含闸门一座)。</p>',
  named(4),
].join('')

test('I22 pictures come beside words from Word, follow a copy into another report, and a dropped file is read', async ({
  browser,
  server,
}, info) => {
  const page = await openBrowser(browser)
  await signIn(page, server.url)
  const [one, two] = [
    await makeReport(page, server.url, '水利总结', [heading]),
    await makeReport(page, server.url, '另一份总结', [heading]),
  ]
  await page.goto(server.url + one)
  const text = textOf(page, heading)
  await text.click()
  const pict = async (color: string) => `{\\*\\shppict{\\pict\\pngblip ${await hexPicture(color)}}}`
  await paste(page, {
    'text/html': `<html><body>${words}</body></html>`,
    'text/plain': '十一台烘干机',
    'text/rtf': `{\\rtf1 ${await pict('#3a7')}${await pict('#a33')}}`,
  })
  await expect(text.locator('figure img')).toHaveCount(2)
  const both = [
    '十一台烘干机挪到离田最近的晒场,排队缩到半天.',
    'image',
    '石桥渠修复四十米(含闸门一座)。',
    'image',
  ]
  await expect.poll(async () => (await blocksOf(page)).slice(0, 4)).toEqual(both)
  // The words and their pictures are one step.
  await text.press('Control+z')
  await expect(text.locator('figure img')).toHaveCount(0)
  await expect(text).not.toContainText('烘干机')
  await text.press('Control+y')
  await expect.poll(async () => (await blocksOf(page)).slice(0, 4)).toEqual(both)

  await page.getByRole('button', { name: '查看并转为全角…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('ins')).toHaveText(['，', '。', '（', '）'])
  await info.attach('marks', { body: await page.screenshot(), contentType: 'image/png' })
  expect((await new AxeBuilder({ page }).include('.mantine-Modal-content').analyze()).violations).toEqual([])
  await dialog.getByRole('button', { name: '转为全角' }).click()
  await expect(text).toContainText('石桥渠修复四十米（含闸门一座）。')
  await text.press('Control+z')
  await expect(text).toContainText('石桥渠修复四十米(含闸门一座)。')

  const copied = await copyAll(page)
  await page.goto(server.url + two)
  await text.click()
  await paste(page, copied)
  // The image is copied for this report meanwhile, and asked for again until it is there.
  const image = text.locator('figure img').first()
  await expect
    .poll(() => image.evaluate(img => (img instanceof HTMLImageElement ? img.naturalWidth : 0)))
    .toBe(300)

  const file = docx(`${p('（一）修好水渠')}${p('新修水渠十里,灌溉良田三千亩，群众拍手称好。')}`)
  await text.evaluate(
    (target, bytes) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([Uint8Array.from(bytes)], '水利.docx'))
      const { left, top } = target.getBoundingClientRect()
      const at = { clientX: left + 40, clientY: top + 10 }
      target.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true, ...at }))
    },
    [...file],
  )
  await expect(dialog.getByText('新修水渠十里,')).toBeVisible()
  await dialog.getByRole('switch', { name: /半角标点转为全角（1 处/ }).click()
  await expect(dialog.getByText('新修水渠十里，灌溉')).toBeVisible()
  await info.attach('dropped', { body: await page.screenshot(), contentType: 'image/png' })
  await dialog.getByRole('button', { name: /^(?:接到后面|替换正文)$/ }).click()
  await expect(text).toContainText('新修水渠十里，灌溉良田三千亩')
})
