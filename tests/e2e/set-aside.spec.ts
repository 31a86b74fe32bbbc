/**
 * Text that a section did not take, as people meet it: somebody writes without a line while the section is
 * submitted, and finds what they wrote beside the section, not in it and not gone. At a LAN name over plain
 * http, where nothing may touch the clipboard by itself.
 */
import type { Browser, Page, WebSocketRoute } from '@playwright/test'
import { expect, openBrowser, signIn, test } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

const writer = { username: 'luo', password: 'mai-cha-shi-zhi-61', name: '罗麦生' }
const title = '澄溪镇2026年工作总结'
const own = '农业生产'
const other = '村镇建设'

const sectionOf = (page: Page, heading: string) => page.getByRole('region', { name: heading })
const textOf = (page: Page, heading: string) => sectionOf(page, heading).locator('.tg-text')
const editorOf = (page: Page, heading: string) =>
  sectionOf(page, heading).getByRole('textbox', { name: /正文/ })
const light = (page: Page) => page.getByRole('banner').getByText('已保存').first()

type Line = { cut(): Promise<void>; mend(): Promise<void> }

/** The page's line, which can be cut: what is up breaks, and nothing of the server is reached until it is mended. */
async function lineOf(page: Page): Promise<Line> {
  let open: WebSocketRoute | undefined
  let isCut = false
  await page.routeWebSocket(/\/collab\//, async route => {
    if (isCut) return route.close({ code: 1001 })
    open = route
    route.connectToServer()
  })
  return {
    async cut() {
      isCut = true
      await page.context().setOffline(true)
      await open?.close({ code: 1001 })
    },
    async mend() {
      isCut = false
      await page.context().setOffline(false)
    },
  }
}

type Desk = {
  readonly coordinator: Page
  readonly author: Page
  readonly line: Line
  /** Address of the author's section in the API. */
  readonly section: string
}

/** Two sections of the author's department; both people have the report open, the author at a LAN name. */
async function sitDown(browser: Browser, url: string): Promise<Desk> {
  const lan = url.replace('127.0.0.1', 'office.test')
  const coordinator = await openBrowser(browser)
  await signIn(coordinator, url)
  const api = `${url}/api/v1`
  const departments = await (await coordinator.request.get(`${api}/departments`)).json()
  const [{ id: departmentId }] = departments
  const person = { ...writer, role: 'author', departmentIds: [departmentId] }
  await coordinator.request.post(`${api}/people`, { data: person })
  const section = (heading: string, words: string) => ({
    heading,
    level: 1,
    numbered: true,
    role: null,
    leadId: departmentId,
    text: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }] },
  })
  const sections = [section(own, '全镇粮食产量五千吨。'), section(other, '修路三公里。')]
  const made = await coordinator.request.post(`${api}/reports`, {
    data: { title, period: '2026年', sections },
  })
  const report = await made.json()
  const author = await openBrowser(browser)
  const line = await lineOf(author)
  await signIn(author, lan, writer)
  for (const [page, host] of [
    [coordinator, url],
    [author, lan],
  ] as const) {
    await page.goto(`${host}/reports/${report.id}`)
    await expect(textOf(page, own)).toContainText('五千吨', { timeout: 30_000 })
  }
  return {
    coordinator,
    author,
    line,
    section: `${api}/reports/${report.id}/sections/${report.sections[0].id}`,
  }
}

async function typeAtEnd(page: Page, heading: string, words: string): Promise<void> {
  await editorOf(page, heading).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(words, { delay: 10 })
}

/** The author writes into both sections without a line; the coordinator submits one of them and writes in it. */
async function missEachOther({ coordinator, author, line, section }: Desk): Promise<void> {
  // What stands around the text is fetched after it, and has to be here before nothing comes any more.
  await expect(light(author)).toBeVisible()
  await line.cut()
  await expect(author.getByRole('banner').getByText('连接中断').first()).toBeVisible()
  await typeAtEnd(author, own, '另有早稻八百吨。')
  await typeAtEnd(author, other, '又架桥一座。')
  expect((await coordinator.request.post(`${section}/submit`, { data: {} })).ok()).toBe(true)
  await typeAtEnd(coordinator, own, '（已核）')
  await expect(light(coordinator)).toBeVisible()
  await line.mend()
}

const comparison = (page: Page) => page.getByRole('dialog', { name: `对比：${own}` })

test('R1 what was written offline into a section that was submitted is told, kept, compared and copied', async ({
  browser,
  server,
}) => {
  const desk = await sitDown(browser, server.url)
  const { coordinator, author } = desk
  await missEachOther(desk)

  // Told in plain words at the section; the section shows what the server has, and all lights are green.
  const notice = sectionOf(author, own).getByText(
    '这一节已报送，您后写的内容没有并入正文，已另存在服务器上。',
  )
  await expect(notice).toBeVisible({ timeout: 20_000 })
  await expect(textOf(author, own)).toContainText('全镇粮食产量五千吨。（已核）')
  await expect(textOf(author, own)).not.toContainText('早稻')
  await expect(light(author)).toBeVisible()
  // Nothing of the other section is lost.
  await expect(textOf(coordinator, other)).toContainText('修路三公里。又架桥一座。')
  await expect(textOf(author, other)).toContainText('又架桥一座。')

  await expectSound(author)
  // The coordinator goes on working in the section: that the draft does not have.
  await coordinator.keyboard.type('再核一遍。', { delay: 10 })
  await expect(textOf(author, own)).toContainText('再核一遍。')

  // Compared, by keyboard alone.
  const compare = sectionOf(author, own).getByRole('button', { name: '查看并对比' })
  await compare.focus()
  await author.keyboard.press('Enter')
  const dialog = comparison(author)
  await expect(dialog.locator('.aside-own mark')).toContainText('另有早稻八百吨')
  await expect(dialog.locator('.aside-current mark')).toContainText('再核一遍')
  await expectSound(author)

  // Copied where no page may write to the clipboard, and put into a section that is open.
  await dialog.getByRole('button', { name: '复制全文' }).click()
  await expect(dialog.getByText('已复制')).toBeVisible()
  const downloading = author.waitForEvent('download')
  await dialog.getByRole('button', { name: '下载' }).click()
  expect((await downloading).suggestedFilename()).toBe(`${own} ${writer.name}.txt`)
  await author.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(compare).toBeFocused()
  await editorOf(author, other).click()
  await author.keyboard.press('Control+End')
  await author.keyboard.press('Control+v')
  await expect(textOf(coordinator, other)).toContainText('另有早稻八百吨。')

  // A page that is loaded again shows the server's text and the notice: the local copy did not bring it back.
  await author.reload()
  await expect(notice).toBeVisible()
  await expect(textOf(author, own)).toContainText('（已核）')
  await expect(textOf(author, own)).not.toContainText('早稻')
})

test('R10 the coordinator sees the count, compares, marks it as taken over; the author discards it', async ({
  browser,
  server,
}) => {
  const desk = await sitDown(browser, server.url)
  const { coordinator, author } = desk
  await missEachOther(desk)
  await coordinator.getByRole('banner').getByRole('button', { name: '另存的内容 1' }).click()
  const list = coordinator.getByRole('dialog', { name: '另存的内容' })
  await expect(list.getByRole('listitem')).toContainText(writer.name)
  await list.getByRole('button', { name: '查看并对比' }).click()
  await comparison(coordinator).getByRole('button', { name: '标为已并入' }).click()
  await expect(comparison(coordinator).getByRole('button', { name: '改回未并入' })).toBeVisible()
  await coordinator.keyboard.press('Escape')
  await expect(coordinator.getByRole('banner').getByRole('button', { name: '另存的内容 0' })).toBeVisible()
  // The author hears of it: the section asks for nothing any more.
  await expect(sectionOf(author, own).getByText('没有并入正文')).toHaveCount(0)

  await author.setViewportSize({ width: 390, height: 844 })
  await author.emulateMedia({ colorScheme: 'dark' })
  await author.getByRole('button', { name: '另存的内容 0' }).click()
  await author.getByRole('dialog').getByRole('button', { name: '查看并对比' }).click()
  await expect(comparison(author).locator('.aside-own mark')).toBeVisible()
  await expectSound(author)
  await comparison(author).getByRole('button', { name: '丢弃' }).click()
  const asked = author.getByRole('dialog', { name: '丢弃另存的内容？' })
  await expect(asked).toContainText('丢弃后不能找回')
  await asked.getByRole('button', { name: '丢弃' }).click()
  await expect(author.getByText('没有另存的内容。')).toBeVisible()
  await expect(coordinator.getByRole('banner').getByRole('button', { name: /另存的内容/ })).toHaveCount(0)
})
