/**
 * What people do, for browser tests: one isolated browser context a person. Names say what a person does, not
 * how the page is built.
 *
 * A new spec is quick when it
 * 1. takes `server` from the fixture: a fresh one, there in a tenth of a second. Only tests that share what is in
 *    the server start one for their file (`startServer` in beforeAll).
 * 2. has people signed in by cookie (`signIn`, straight at the address where the test begins), and makes accounts,
 *    reports and invitations over HTTP: a form is filled in only where the form is what is tried.
 * 3. goes through a story with few pages: each new browser context loads and compiles the whole client once more.
 * 4. never sleeps and never asks whether something is there already: `expect(…)` waits for it.
 * 5. runs axe once for each state of a page, not after each step.
 */
import {
  type Browser,
  type BrowserContext,
  expect,
  type Locator,
  type Page,
  test as base,
} from '@playwright/test'
import { ServerHost } from './hosted-servers.ts'
import { coordinator, readSeed, type RunningServer, serveIn, startServer } from './e2e-server.ts'

/** One isolated browser context with one page; `scheme` and `viewport` for the looks. */
export async function openBrowser(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', ...options })
  const page = await context.newPage()
  page.on('pageerror', error => console.error('page error:', error.message))
  return page
}

type Credentials = { readonly username: string; readonly password: string }

/** Has a session, as after signing in, and opens the address: a page of the server, or where it begins. */
export async function signIn(page: Page, address: string, who: Credentials = coordinator): Promise<void> {
  await admit(page, address, who)
  await page.goto(address)
}

/** Has a session there and opens nothing yet: `page.request` can do what this person may. */
export async function admit(page: Page, address: string, who: Credentials = coordinator): Promise<void> {
  const { origin } = new URL(address)
  const cookies = who === coordinator ? readSeed().cookies : await sessionOf(origin, who)
  await page.context().addCookies(cookies.map(cookie => ({ ...nameAndValue(cookie), url: origin })))
}

/** A report of these sections, without text, made by whom the page belongs to; answers its path. */
export async function makeReport(
  page: Page,
  url: string,
  title: string,
  headings: readonly string[],
): Promise<string> {
  const text = { type: 'doc', content: [{ type: 'paragraph' }] }
  const sections = headings.map(heading => ({ heading, level: 1, numbered: true, role: null, text }))
  const made = await page.request.post(`${url}/api/v1/reports`, {
    data: { title, period: '2026年', sections },
  })
  expect(made.status()).toBe(200)
  const { id }: { id: string } = await made.json()
  return `/reports/${id}`
}

/** The Set-Cookie values that a password is answered with. */
async function sessionOf(origin: string, { username, password }: Credentials): Promise<string[]> {
  // Only browsers know the server by a name.
  const answer = await fetch(`http://127.0.0.1:${new URL(origin).port}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: username, password }),
  })
  expect(answer.status, `${username} signs in`).toBe(200)
  return answer.headers.getSetCookie()
}

function nameAndValue(cookie: string): { name: string; value: string } {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
  return { name, value }
}

export async function signInByForm(page: Page, url: string, who: Credentials = coordinator): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('用户名或邮箱').fill(who.username)
  await page.getByLabel('密码', { exact: true }).fill(who.password)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

/** Comes in by an invitation link: gives a name, keeps the personal link shown, goes on. */
export async function joinByLink(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('您的姓名').fill(name)
  await page.getByRole('button', { name: '加入' }).click()
  await page
    .getByRole('link', { name: '进入' })
    .or(page.getByRole('button', { name: '进入' }))
    .click()
}

export async function openReport(page: Page, title: string): Promise<void> {
  // 我的任务 names the report too; its card leads to the whole.
  await page.locator('a.report-card').filter({ hasText: title }).click()
  await expect(page.getByRole('treeitem').first()).toBeVisible()
}

/** Goes to a section by the outline, as a person does; its text is then an editor, far away it is not. */
export async function goTo(page: Page, heading: string): Promise<void> {
  await page.getByRole('treeitem').filter({ hasText: heading }).first().click()
}

/** A section's text on the sheet, found by its heading. */
export function textOf(page: Page, heading: string): Locator {
  return page.getByRole('region', { name: heading }).getByLabel(/，正文/)
}

/** In the end all of them see a section say these very lines, whatever was still on its way; carets left out. */
export async function expectSame(
  pages: readonly Page[],
  heading: string,
  lines: readonly string[],
): Promise<void> {
  const seen = () => Promise.all(pages.map(page => linesOf(textOf(page, heading))))
  await expect.poll(seen, { message: heading }).toEqual(pages.map(() => lines))
}

const linesOf = (text: Locator) =>
  text.evaluate(element => {
    const copy = element.cloneNode(true)
    if (!(copy instanceof Element)) return []
    for (const caret of copy.querySelectorAll('.tg-caret')) caret.remove()
    return [...copy.querySelectorAll('p')].map(line => line.textContent)
  })

/** Whether this person's caret can stand in the section's text. */
export async function expectWritable(page: Page, heading: string, writable: boolean): Promise<void> {
  await goTo(page, heading)
  await expect(textOf(page, heading)).toHaveAttribute('contenteditable', String(writable))
}

/** Types at the end of a section's text, key by key as a person does. */
export async function typeInto(page: Page, heading: string, text: string): Promise<void> {
  await goTo(page, heading)
  await textOf(page, heading).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(text, { delay: 15 })
}

async function closeAllBut(stay: ReadonlySet<BrowserContext>, browser: Browser): Promise<void> {
  const leaving = browser.contexts().filter(context => !stay.has(context))
  await Promise.all(leaving.map(context => context.close()))
}

type Fixtures = {
  readonly server: RunningServer
  /** Whoever came during the test goes with it: a page that is left open goes on working beside all later tests. */
  readonly leaving: void
}
type WorkerFixtures = { readonly host: ServerHost }

export const test = base.extend<Fixtures, WorkerFixtures>({
  host: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const host = new ServerHost()
      await provide(host)
      await host.kill()
    },
    { scope: 'worker' },
  ],
  leaving: [
    async ({ browser }, provide) => {
      const stay = new Set(browser.contexts())
      await provide()
      await closeAllBut(stay, browser)
    },
    { auto: true },
  ],
  server: async ({ host, browser }, provide) => {
    const stay = new Set(browser.contexts())
    const server = await serveIn(host)
    await provide(server)
    await closeAllBut(stay, browser)
    await server.stop()
  },
})

export { coordinator, expect, type RunningServer, startServer }
