/**
 * Where it runs: plain http at a LAN name (no secure context), the oldest browser it is built for, a server
 * that is killed while people type, a page that is loaded again.
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import {
  admit,
  expect,
  makeReport,
  openBrowser,
  openReport,
  signIn,
  signInByForm,
  test,
  textOf,
  typeInto,
} from '../support/e2e.ts'
import type { Page } from '@playwright/test'

const title = '2026年工作总结'

async function startReport(page: Page): Promise<void> {
  await page.getByRole('link', { name: '新建报告' }).first().click()
  await page.getByLabel('标题').first().fill(title)
  await page.getByRole('textbox', { name: '提纲' }).fill('主要工作\n下一步打算')
  await page.getByRole('button', { name: '建立报告' }).click()
  await expect(page.getByRole('treeitem')).toHaveCount(2)
}

/** With a report of two sections before them, made without the form. */
async function begin(page: Page, url: string): Promise<void> {
  await admit(page, url)
  await page.goto(url + (await makeReport(page, url, title, ['主要工作', '下一步打算'])))
}

const light = (page: Page) => page.getByRole('banner').getByText('已保存').first()

test('A LAN address over plain http: sign in, write, be saved, copy an invitation', async ({
  browser,
  server,
}) => {
  const url = server.url.replace('127.0.0.1', 'office.test')
  const page = await openBrowser(browser)
  await signInByForm(page, url)
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false)
  await startReport(page)
  await typeInto(page, '主要工作', '内网也能写。')
  await expect(light(page)).toBeVisible()
  const other = await openBrowser(browser)
  await signIn(other, url)
  await openReport(other, title)
  await expect(textOf(other, '主要工作')).toContainText('内网也能写。')
  await page.goto(`${url}/people`)
  await page.getByRole('button', { name: '生成邀请链接' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: '生成邀请链接' }).click()
  await page.getByRole('button', { name: '复制' }).click()
  await expect(page.getByRole('button', { name: '已复制' })).toBeVisible()
})

test('A browser without the newer library of the language writes all the same', async ({
  browser,
  server,
}) => {
  const page = await openBrowser(browser)
  await page.addInitScript(() => {
    // What Chromium 109 does not have and our code or its libraries call.
    const remove = (holder: object, names: readonly string[]) => {
      for (const name of names) Reflect.deleteProperty(holder, name)
    }
    remove(Array.prototype, ['toSorted', 'toReversed', 'toSpliced', 'with'])
    remove(Promise, ['withResolvers', 'try'])
    remove(Map, ['groupBy'])
    remove(Object, ['groupBy'])
    remove(String.prototype, ['isWellFormed', 'toWellFormed'])
    remove(Set.prototype, [
      'union',
      'intersection',
      'difference',
      'isSubsetOf',
      'isSupersetOf',
      'symmetricDifference',
    ])
    remove(URL, ['canParse', 'parse'])
    remove(AbortSignal, ['any'])
  })
  await begin(page, server.url)
  await typeInto(page, '主要工作', '旧浏览器也能写。')
  await expect(light(page)).toBeVisible()
  await page.reload()
  await expect(textOf(page, '主要工作')).toContainText('旧浏览器也能写。')
})

test('The server is killed while two people type: nothing that was shown is lost, and typing goes on', async ({
  browser,
  server,
}) => {
  const writer = await openBrowser(browser)
  const reader = await openBrowser(browser)
  await begin(writer, server.url)
  await signIn(reader, writer.url())
  await typeInto(writer, '主要工作', '断电之前写下的字。')
  await expect(textOf(reader, '主要工作')).toContainText('断电之前写下的字。')
  await server.crashAndRestart()
  await writer.keyboard.type('断电之后接着写。')
  await expect(textOf(reader, '主要工作')).toContainText('断电之前写下的字。断电之后接着写。', {
    timeout: 30_000,
  })
  await expect(light(writer)).toBeVisible()
})

test('A page that is loaded again without a connection keeps what was typed offline', async ({
  browser,
  server,
}) => {
  const page = await openBrowser(browser)
  await begin(page, server.url)
  await typeInto(page, '主要工作', '先写一句。')
  await expect(light(page)).toBeVisible()
  await page.context().setOffline(true)
  await page.keyboard.type('断网时又写一句。')
  await expect(page.getByRole('banner').getByText('连接中断').first()).toBeVisible({ timeout: 40_000 })
  await page.context().setOffline(false)
  await page.reload()
  await expect(textOf(page, '主要工作')).toContainText('先写一句。断网时又写一句。', { timeout: 30_000 })
  await expect(light(page)).toBeVisible()
})

test('A section whose storage is damaged says so, and the others are written on', async ({
  browser,
  server,
}) => {
  const page = await openBrowser(browser)
  await begin(page, server.url)
  await typeInto(page, '下一步打算', '完好的一节。')
  await expect(light(page)).toBeVisible()
  const store = new DatabaseSync(join(server.dataDir, 'tonggao.sqlite'), { timeout: 5000 })
  store.exec(
    `update updates set checksum = checksum + 1 where section_id = (select id from sections where heading = '主要工作')`,
  )
  store.close()
  await server.crashAndRestart()
  await page.reload()
  const damaged = page.getByRole('region', { name: '主要工作' })
  await expect(damaged.getByText('本章节暂时打不开')).toBeVisible()
  await typeInto(page, '下一步打算', '接着写。')
  const other = await openBrowser(browser)
  await signIn(other, page.url())
  await expect(textOf(other, '下一步打算')).toContainText('完好的一节。接着写。')
})
