/** The sheet in real browsers: carets, composition, undo, read-only sections, pasting, and the keyboard's way out. */
import type { Browser, Locator, Page } from '@playwright/test'
import { expect, openBrowser, signIn, startServer, test } from '../support/e2e.ts'

let server: Awaited<ReturnType<typeof startServer>>

// They share what is on the server.
test.describe.configure({ mode: 'default' })

test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(() => server.stop())

const writer = { username: 'luo', password: 'mai-cha-shi-zhi-61', name: '罗麦生' }
const paragraphs = (lines: readonly string[]) => ({
  type: 'doc',
  content: lines.map(text => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
})
const long = Array.from(
  { length: 30 },
  (_, at) => `第${at + 1}段，写的是全镇各村一年来修路、引水、办学的经过。`,
)

type Desk = { readonly coordinator: Page; readonly author: Page; readonly reportId: string }

/** A report of three sections, the first the author's; coordinator and author have it open. */
async function sitDown(
  browser: Browser,
  prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
): Promise<Desk> {
  const coordinator = await openBrowser(browser)
  await signIn(coordinator, server.url)
  const api = (method: 'get' | 'post', path: string, data?: unknown) =>
    coordinator.request[method](`${server.url}/api/v1${path}`, data === undefined ? {} : { data })
  const departments: { id: string; name: string }[] = await (await api('get', '/departments')).json()
  const [own, other] = departments.map(({ id }) => id)
  const people: { username: string | null }[] = await (await api('get', '/people')).json()
  if (!people.some(({ username }) => username === writer.username))
    await api('post', '/people', { ...writer, role: 'author', departmentIds: [own] })
  const section = (heading: string, leadId: string | undefined, lines: readonly string[]) => ({
    heading,
    level: 1,
    numbered: true,
    role: null,
    leadId,
    text: paragraphs(lines),
  })
  const made = await api('post', '/reports', {
    title: '澄溪镇2026年工作总结',
    period: '2026年度',
    sections: [
      section('农业生产', own, ['首句。']),
      section('村镇建设', other, long),
      section('民生保障', other, ['末句。']),
    ],
  })
  const { id: reportId }: { id: string } = await made.json()
  const author = await openBrowser(browser)
  await signIn(author, server.url, writer)
  for (const page of [coordinator, author]) {
    await prepare(page)
    await page.goto(`${server.url}/reports/${reportId}`)
    await expect(textOf(page, '农业生产')).toHaveText(/首句/)
  }
  return { coordinator, author, reportId }
}

/** The text of a section, mounted or not. */
const sectionOf = (page: Page, heading: string) => page.getByRole('region', { name: heading })
const textOf = (page: Page, heading: string) => sectionOf(page, heading).locator('.tg-text')
const editorOf = (page: Page, heading: string) =>
  sectionOf(page, heading).getByRole('textbox', { name: /正文/ })

/** What the text says, carets of others left out. */
const words = (place: Locator) =>
  place.evaluate(element => {
    const copy = element.cloneNode(true)
    if (!(copy instanceof Element)) return ''
    for (const caret of copy.querySelectorAll('.tg-caret')) caret.remove()
    return copy.textContent
  })

test('E1 undo still knows what was typed before the section was scrolled far away', async ({ browser }) => {
  const { coordinator } = await sitDown(browser)
  const editor = editorOf(coordinator, '农业生产')
  await editor.click()
  await coordinator.keyboard.press('Control+End')
  await coordinator.keyboard.type('再写一句。')
  await expect(editor).toHaveText('首句。再写一句。')
  // Leaving the text lets it be unmounted.
  await textOf(coordinator, '民生保障').scrollIntoViewIfNeeded()
  await editorOf(coordinator, '民生保障').click()
  await expect(sectionOf(coordinator, '农业生产').locator('.tg-static')).toHaveText('首句。再写一句。')
  await textOf(coordinator, '农业生产').scrollIntoViewIfNeeded()
  await editor.click()
  // How many steps it was depends on how fast the machine types.
  const until = (keys: string, text: string) =>
    expect(async () => {
      await coordinator.keyboard.press(keys)
      await expect(editor).toHaveText(text, { timeout: 200 })
    }).toPass()
  await until('Control+z', '首句。')
  await until('Control+y', '首句。再写一句。')
})

test('E2 two people compose Chinese in one paragraph and no letter is doubled or lost', async ({
  browser,
}) => {
  const { coordinator, author } = await sitDown(browser)
  const [mine, theirs] = [editorOf(author, '农业生产'), editorOf(coordinator, '农业生产')]
  const [myKeys, theirKeys] = await Promise.all(
    [author, coordinator].map(page => page.context().newCDPSession(page)),
  )
  await mine.click()
  await author.keyboard.press('Control+End')
  await theirs.click()
  await coordinator.keyboard.press('Control+Home')
  const compose = (keys: typeof myKeys, text: string) =>
    keys?.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  for (let round = 0; round < 4; round += 1) {
    for (const letters of ['n', 'ni', 'nih'])
      await Promise.all([compose(myKeys, letters), compose(theirKeys, `h${letters}`)])
    await Promise.all([
      myKeys?.send('Input.insertText', { text: '你' }),
      theirKeys?.send('Input.insertText', { text: '好' }),
    ])
  }
  for (const place of [mine, theirs]) await expect.poll(() => words(place)).toBe('好好好好首句。你你你你')
})

test('E3 the caret of another stands in the section that they write in, with their name, and follows', async ({
  browser,
}) => {
  const { coordinator, author } = await sitDown(browser)
  await editorOf(author, '农业生产').click()
  await expect(coordinator.locator('.tg-caret-name')).toHaveText(['罗麦生'])
  await expect(sectionOf(coordinator, '农业生产').locator('.tg-caret')).toHaveCount(1)
  // Their own caret is not drawn for them.
  await expect(author.locator('.tg-caret')).toHaveCount(0)
  await textOf(coordinator, '民生保障').scrollIntoViewIfNeeded()
  await editorOf(coordinator, '民生保障').click()
  await textOf(author, '民生保障').scrollIntoViewIfNeeded()
  await expect(sectionOf(author, '民生保障').locator('.tg-caret-name')).toHaveText(['顾予宁'])
})

test('E4 a section of another department reads live and takes no letter', async ({ browser }) => {
  const { coordinator, author } = await sitDown(browser)
  await textOf(author, '民生保障').scrollIntoViewIfNeeded()
  await expect(editorOf(author, '民生保障')).toHaveCount(0)
  await expect(sectionOf(author, '民生保障')).toContainText('只读：由规划办撰写')
  await textOf(author, '民生保障').click()
  await author.keyboard.type('不该进去')
  await textOf(coordinator, '民生保障').scrollIntoViewIfNeeded()
  await editorOf(coordinator, '民生保障').click()
  await coordinator.keyboard.press('Control+Home')
  await coordinator.keyboard.type('今年，')
  await expect.poll(() => words(textOf(author, '民生保障'))).toBe('今年，末句。')
  expect(await words(textOf(coordinator, '民生保障'))).toBe('今年，末句。')
})

test('E5 a section that closes under the author’s hands becomes read-only in place, and opens again when returned', async ({
  browser,
}) => {
  const { coordinator, author, reportId } = await sitDown(browser)
  const editor = editorOf(author, '农业生产')
  await editor.click()
  await author.keyboard.press('Control+End')
  await author.keyboard.type('写完了。')
  await expect.poll(() => words(textOf(coordinator, '农业生产'))).toBe('首句。写完了。')
  const report = await (await author.request.get(`${server.url}/api/v1/reports/${reportId}`)).json()
  const path = `${server.url}/api/v1/reports/${reportId}/sections/${report.sections[0].id}`
  expect((await author.request.post(`${path}/submit`, { data: {} })).ok()).toBe(true)
  await expect(sectionOf(author, '农业生产')).toContainText('只读：已报送')
  await expect(editor).toHaveCount(0)
  await author.keyboard.type('还想写')
  expect(await words(textOf(author, '农业生产'))).toBe('首句。写完了。')
  expect((await coordinator.request.post(`${path}/return`, { data: { reason: '补上产量。' } })).ok()).toBe(
    true,
  )
  await expect(sectionOf(author, '农业生产')).toContainText('补上产量。')
  await editor.click()
  await author.keyboard.press('Control+End')
  await author.keyboard.type('三千吨。')
  await expect.poll(() => words(textOf(coordinator, '农业生产'))).toBe('首句。写完了。三千吨。')
})

test('E6 from a table the keyboard leaves by Escape and Tab, and reaches the tools by Alt+F10', async ({
  browser,
}) => {
  const { coordinator } = await sitDown(browser)
  const editor = editorOf(coordinator, '农业生产')
  await editor.click()
  await coordinator.keyboard.press('Alt+F10')
  await expect(coordinator.getByRole('toolbar').locator(':focus')).toHaveCount(1)
  // The last one cites a figure; tables stand before it.
  await coordinator.keyboard.press('End')
  await coordinator.keyboard.press('ArrowLeft')
  await expect(coordinator.getByRole('button', { name: '插入表格' })).toBeFocused()
  await coordinator.keyboard.press('Enter')
  // Its size is asked for; three by three is offered.
  await expect(coordinator.getByRole('button', { name: '3 行 × 3 列' })).toBeFocused()
  await coordinator.keyboard.press('Enter')
  await expect(editor.locator('table')).toHaveCount(1)
  await coordinator.keyboard.type('村名')
  await coordinator.keyboard.press('Tab')
  await coordinator.keyboard.type('面积')
  await expect(editor.locator('th').nth(1)).toHaveText('面积')
  await coordinator.keyboard.press('Escape')
  await coordinator.keyboard.press('Tab')
  await expect(editor).not.toBeFocused()
})

test('E7 what is pasted from Word arrives with its levels and table, for everyone, and one undo takes it back', async ({
  browser,
}) => {
  const { coordinator, author } = await sitDown(browser)
  const editor = editorOf(author, '农业生产')
  await editor.click()
  await author.keyboard.press('Control+End')
  await author.keyboard.press('Enter')
  await editor.evaluate(element => {
    const data = new DataTransfer()
    data.setData(
      'text/html',
      `<html><body><!--StartFragment--><p class=MsoNormal style='mso-outline-level:2'>（一）抓好春耕<o:p></o:p></p>
       <p class=MsoNormal style='text-indent:32pt'>　　备足种子。</p>
       <table class=MsoTableGrid><tr><td colspan=2><p class=MsoNormal>合计</p></td></tr><tr><td>水田</td><td>旱地</td></tr></table>
       <p class=MsoNormal>（二）稳住收成。全镇播种三千亩。</p><!--EndFragment--></body></html>`,
    )
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  })
  const there = textOf(coordinator, '农业生产')
  await expect(there.locator('h3')).toHaveText('抓好春耕')
  await expect(there.locator('h3')).toHaveAttribute('data-number', '（一）')
  await expect(there.locator('td[colspan="2"]')).toHaveText('合计')
  await expect(there.locator('[data-heading-span]')).toHaveText('稳住收成。')
  await author.keyboard.press('Control+z')
  await expect(there.locator('table')).toHaveCount(0)
  await expect.poll(() => words(there)).toBe('首句。')
})

test('E8 a click on words that are not mounted puts the caret at that very place', async ({ browser }) => {
  // A browser that never tells what is in view: every section stays as plain words.
  const { coordinator } = await sitDown(browser, page =>
    page.addInitScript(() => {
      IntersectionObserver.prototype.observe = () => undefined
    }),
  )
  await expect(coordinator.getByRole('textbox', { name: /正文/ })).toHaveCount(0)
  const twelfth = textOf(coordinator, '村镇建设').locator('p').nth(11)
  await twelfth.scrollIntoViewIfNeeded()
  await twelfth.click({ position: { x: 300, y: 10 } })
  await expect(editorOf(coordinator, '村镇建设')).toBeFocused()
  await coordinator.keyboard.press('Home')
  await coordinator.keyboard.type('【此处】')
  await expect(editorOf(coordinator, '村镇建设').locator('p').nth(11)).toHaveText(/^【此处】第12段/)
})
