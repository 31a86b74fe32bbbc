/**
 * Where a round takes place: our whole server over a fresh copy of the store, and a Chromium that nobody used
 * before. The server has the first core, with everything of this bench that is no browser; Chromium may use both,
 * for its page and what draws the page work side by side on any PC.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test'
import { findChromium } from '../../support/chromium.ts'
import { pinLoad, startChild } from '../children.ts'
import { copyOf } from '../contenders.ts'
import { givenText } from '../history.ts'
import { fillOurs, reportName } from '../stock.ts'

const root = join(import.meta.dirname, '../../..')
const person = { username: 'gu', password: 'deng-xin-cao-27' }

/** The report of the goals: 100,000 Chinese characters. */
const sections = 50
const charactersPerSection = 2000
/** Others who type, each in a section of their own from the first on. */
export const typists = 20

export type Stage = {
  readonly port: number
  readonly url: string
  readonly reportUrl: string
  readonly browser: Browser
}

/** Makes the store that every round starts from a copy of; the folder is its owner's to remove. */
export async function prepareStore(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tonggao-client-'))
  const words = ['--org', '澄溪镇人民政府', '--username', person.username, '--password', person.password]
  execFileSync(process.execPath, [join(root, 'server/cli/main.ts'), 'init', ...words], {
    env: { ...process.env, DATA_DIR: folder, NODE_ENV: 'production' },
  })
  await fillOurs(folder, {
    reports: 1,
    sectionsPerReport: sections,
    people: typists,
    textOf: (_report, section) => givenText(charactersPerSection, section + 1),
  })
  return folder
}

export async function onStage<Outcome>(
  store: string,
  play: (stage: Stage) => Promise<Outcome>,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'tonggao-client-round-'))
  const server = await startChild(join(root, 'tests/bench/servers/ours.ts'), [
    copyOf(store, join(folder, 'data')),
  ])
  const browser = await startBrowser()
  try {
    const url = `http://127.0.0.1:${server.port}`
    return await play({ port: server.port, url, reportUrl: `${url}/reports/${reportName(0)}`, browser })
  } finally {
    await browser.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Chromium keeps the cores that its parent had when it started. */
async function startBrowser(): Promise<Browser> {
  const { executablePath, args, env } = await findChromium()
  pinLoad('0-1')
  try {
    return await chromium.launch({ executablePath, args: [...args], env: { ...process.env, ...env } })
  } finally {
    pinLoad('0')
  }
}

/** A browser window of somebody who was never here: nothing cached. */
export async function newVisitor(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
}

/** The same for somebody who is signed in already. */
export async function newColleague(browser: Browser, from: BrowserContext): Promise<BrowserContext> {
  const visitor = await newVisitor(browser)
  await visitor.addCookies(await from.cookies())
  return visitor
}

export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('用户名或邮箱').fill(person.username)
  await page.getByLabel('密码', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL(address => address.pathname === '/')
}

/** A page's line to Chromium's own instruments. */
export async function instruments(page: Page): Promise<CDPSession> {
  const line = await page.context().newCDPSession(page)
  await line.send('Network.enable')
  // On loopback Chromium offers brotli too; the goals are in gzip, which is what it offers in an office's LAN.
  await line.send('Network.setExtraHTTPHeaders', { headers: { 'accept-encoding': 'gzip' } })
  return line
}
