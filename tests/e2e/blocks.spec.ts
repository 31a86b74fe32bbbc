/** Images, page breaks and tables in a text, written by one person and seen by another at once. */
import type { Browser, Locator, Page } from '@playwright/test'
import sharp from 'sharp'
import { expect, openBrowser, type RunningServer, signIn, test, textOf } from '../support/e2e.ts'

const picture = async (background: string, width = 480) =>
  sharp({ create: { width, height: 240, channels: 3, background } })
    .png()
    .toBuffer()

const line = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })

/** One section; the coordinator has it open in two browsers. */
async function sitDown(
  browser: Browser,
  server: RunningServer,
): Promise<{ one: Page; other: Page; id: string }> {
  const one = await openBrowser(browser)
  await signIn(one, server.url)
  const content = [line('渠首换了新闸。'), line('灌区又添两千亩。')]
  const section = {
    heading: '水利建设',
    level: 1,
    numbered: true,
    role: null,
    text: { type: 'doc', content },
  }
  const data = { title: '澄溪镇2026年工作总结', period: '2026年度', sections: [section] }
  const { id }: { id: string } = await (
    await one.request.post(`${server.url}/api/v1/reports`, { data })
  ).json()
  const other = await openBrowser(browser)
  await signIn(other, `${server.url}/reports/${id}`)
  await one.goto(`${server.url}/reports/${id}`)
  await expect(textOf(other, '水利建设')).toHaveAttribute('contenteditable', 'true')
  return { one, other, id }
}

const tool = (page: Page, name: string): Locator =>
  page.getByRole('toolbar').getByRole('button', { name, exact: true })

/** As a screenshot program leaves it in the clipboard. */
async function pastePicture(page: Page, bytes: Buffer): Promise<void> {
  await textOf(page, '水利建设').evaluate(
    (target, given) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(given)], '截图.png', { type: 'image/png' }))
      target.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      )
    },
    [...bytes],
  )
}

const loaded = (image: Locator) =>
  expect
    .poll(() =>
      image.evaluate(img => (img instanceof HTMLImageElement && img.complete ? img.naturalWidth : 0)),
    )
    .toBeGreaterThan(0)

test('Images come by paste and by button, are sized and captioned, and go with undo', async ({
  browser,
  server,
}, info) => {
  const { one, other, id } = await sitDown(browser, server)
  const [text, seen] = [textOf(one, '水利建设'), textOf(other, '水利建设')]
  await text.getByText('渠首换了新闸。').click()
  await pastePicture(one, await picture('#3a7'))
  await loaded(seen.locator('figure img'))
  await tool(one, '宽度为版心的 50%').click()
  await one.getByLabel('图题').fill('图1　渠首新闸')
  await one.getByLabel('替代文字').fill('一座刷绿漆的水闸')
  await expect(seen.getByRole('img', { name: '一座刷绿漆的水闸' })).toBeVisible()
  await expect(seen.locator('figcaption')).toHaveText('图1　渠首新闸')
  const width = (page: Locator) => page.evaluate(box => box.getBoundingClientRect().width)
  expect(await width(seen.locator('figure img'))).toBeCloseTo((await width(seen.locator('figure'))) / 2, 0)
  // By its edge, which moves by half of what the image gains, and by keys; others see it at once.
  const share = async () =>
    Math.round((100 * (await width(seen.locator('figure img')))) / (await width(seen.locator('figure'))))
  await text.locator('figure img').click()
  const edge = await text.locator('.tg-image-handle').boundingBox()
  if (!edge) throw new Error('the selected image has no edge to take')
  const [x, y] = [edge.x + edge.width / 2, edge.y + edge.height / 2]
  await one.mouse.move(x, y)
  await one.mouse.down()
  await one.mouse.move(x + (await width(text.locator('figure'))) / 10, y, { steps: 4 })
  await one.mouse.up()
  await expect.poll(share).toBe(70)
  await one.keyboard.press('Shift+ArrowLeft')
  await one.keyboard.press('Shift+ArrowLeft')
  await expect.poll(share).toBe(60)
  for (let press = 0; press < 10; press += 1) await one.keyboard.press('Shift+ArrowRight')
  await expect.poll(share).toBe(100)
  // While somebody else writes, the words of the image stay its own.
  await seen.getByText('灌区又添两千亩。').click()
  await other.keyboard.press('End')
  await other.keyboard.type('年底全部通水。')
  await one.getByLabel('图题').press('End')
  await one.getByLabel('图题').pressSequentially('（已验收）')
  await expect(seen.locator('figcaption')).toHaveText('图1　渠首新闸（已验收）')
  await info.attach('image selected', { body: await one.screenshot(), contentType: 'image/png' })

  await text.getByText('灌区又添两千亩。').click()
  const chooser = one.waitForEvent('filechooser')
  await tool(one, '插入图片').click()
  await (await chooser).setFiles([
    { name: '甲.png', mimeType: 'image/png', buffer: await picture('#a33') },
    { name: '乙.txt.png', mimeType: 'image/png', buffer: Buffer.from('no picture at all') },
    { name: '丙.png', mimeType: 'image/png', buffer: await picture('#33a') },
  ])
  await expect(seen.locator('figure img')).toHaveCount(3)
  await expect(one.getByText('图片“乙.txt.png”没有插入')).toBeVisible()
  await text.press('Control+z')
  await expect(seen.locator('figure img')).toHaveCount(2)
  await text.press('Control+z')
  await expect(seen.locator('figure img')).toHaveCount(1)
  // Where no caret of another's stands in between.
  await expect(text).toContainText('年底全部通水。')

  const file = await one.request.get(`${server.url}/api/v1/reports/${id}/export?format=html`)
  expect(await file.text()).toMatch(
    /<img src="data:image\/png;base64,[^"]+" alt="一座刷绿漆的水闸" width="100%">/,
  )
})

test('Tables are made by size, merged, given heads and widths; a page ends where somebody says so', async ({
  browser,
  server,
}, info) => {
  const { one, other } = await sitDown(browser, server)
  const [text, seen] = [textOf(one, '水利建设'), textOf(other, '水利建设')]
  await text.getByText('渠首换了新闸。').click()
  await tool(one, '插入表格').click()
  await one.getByRole('button', { name: '3 行 × 3 列' }).press('ArrowRight')
  await one.getByRole('button', { name: '3 行 × 4 列' }).press('ArrowUp')
  await one.getByRole('button', { name: '2 行 × 4 列' }).press('Enter')
  await expect(seen.locator('tr')).toHaveCount(2)
  await expect(seen.locator('th')).toHaveCount(4)
  await one.keyboard.type('项目')
  await one.keyboard.press('Tab')
  await one.keyboard.type('数量')
  await text.locator('th').first().click()
  await text
    .locator('th')
    .nth(1)
    .click({ modifiers: ['Shift'] })
  await tool(one, '合并单元格').click()
  await expect(seen.locator('th[colspan="2"]')).toContainText('数量')
  await text.press('Control+z')
  await expect(seen.locator('th')).toHaveCount(4)
  await text.press('Control+y')
  await expect(seen.locator('th')).toHaveCount(3)
  await tool(one, '标题行').click()
  await expect(seen.locator('th')).toHaveCount(0)
  await tool(one, '标题行').click()
  await expect(seen.locator('th')).toHaveCount(3)

  const cell = text.locator('td').first()
  const box = await cell.boundingBox()
  if (!box) throw new Error('the cell is not seen')
  await one.mouse.move(box.x + box.width - 1, box.y + box.height / 2)
  await one.mouse.down()
  await one.mouse.move(box.x + box.width - 60, box.y + box.height / 2, { steps: 4 })
  await one.mouse.up()
  const widthOf = async (where: Locator) => (await where.boundingBox())?.width ?? 0
  await expect.poll(() => widthOf(seen.locator('td').first())).toBeLessThan(box.width - 40)
  await expect.poll(() => widthOf(seen.locator('td').nth(1))).toBeGreaterThan(box.width + 40)
  expect(await widthOf(seen.locator('table'))).toBeCloseTo(await widthOf(seen.locator('p').last()), -1)
  await info.attach('caret in a table', { body: await one.screenshot(), contentType: 'image/png' })

  await text.getByText('灌区又添两千亩。').click()
  await one.keyboard.press('End')
  await one.keyboard.press('Control+Enter')
  await one.keyboard.type('新的一页：')
  await expect(seen.locator('hr.page-break + p')).toHaveText(/^新的一页：/)
  await text.press('Control+z')
  await text.press('Control+z')
  await expect(seen.locator('hr.page-break')).toHaveCount(0)
})
