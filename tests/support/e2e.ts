/**
 * What people do, for browser tests: a real server in its own process and data directory, and one isolated
 * browser context a person. Names say what a person does, not how the page is built.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, expect, type Locator, type Page, test as base } from '@playwright/test'

const root = join(import.meta.dirname, '../..')
const node = join(root, 'node_modules/.bin/node')

export type RunningServer = {
  readonly url: string
  readonly dataDir: string
  /** SIGKILL, then a start on the same data and port. */
  crashAndRestart(): Promise<void>
  /** The machine is set up anew: another installation with the same people's names at the same address. */
  reinstall(): Promise<void>
  /** Runs a `tonggao` command on this server's data; returns what it prints. */
  command(...args: string[]): string
}

const coordinator = { username: 'gu', password: 'deng-xin-cao-27', name: '顾予宁' }

/** Starts `server/main.ts`; resolves with the address that it prints. */
async function launch(dataDir: string, port: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(node, ['server/main.ts'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: port, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) {
    const url = /http:\/\/[\d.]+:\d+/.exec(line)?.[0]
    if (url) {
      child.stdout.resume()
      return { child, url }
    }
  }
  throw new Error('the server ended before it printed its address')
}

async function stopped(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill(signal)
  await gone
}

/** An organisation with departments and a coordinator, made by the command line, and a server over it. */
export async function startServer(
  departments: readonly string[] = ['农业办', '规划办'],
): Promise<RunningServer & { stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tonggao-e2e-'))
  const install = () =>
    command(
      'init',
      '--org',
      '澄溪镇人民政府',
      '--username',
      coordinator.username,
      '--password',
      coordinator.password,
      '--name',
      coordinator.name,
      '--departments',
      departments.join(','),
    )
  const command = (...args: string[]) =>
    execFileSync(node, ['server/cli/main.ts', ...args], {
      cwd: root,
      env: { ...process.env, DATA_DIR: dataDir },
      encoding: 'utf8',
    })
  install()
  let { child, url } = await launch(dataDir, '0')
  return {
    get url() {
      return url
    },
    dataDir,
    command,
    async crashAndRestart() {
      await stopped(child, 'SIGKILL')
      const again = await launch(dataDir, new URL(url).port)
      child = again.child
    },
    async reinstall() {
      await stopped(child, 'SIGKILL')
      for (const file of readdirSync(dataDir)) rmSync(join(dataDir, file), { recursive: true })
      install()
      const again = await launch(dataDir, new URL(url).port)
      child = again.child
    },
    async stop() {
      await stopped(child, 'SIGTERM')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

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

export async function signIn(page: Page, url: string, who = coordinator): Promise<void> {
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

export const test = base.extend<{ server: RunningServer }>({
  // oxlint-disable-next-line no-empty-pattern
  server: async ({}, provide) => {
    const server = await startServer()
    await provide(server)
    await server.stop()
  },
})

export { coordinator, expect }
