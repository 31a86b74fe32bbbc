/**
 * When something is in the way of a person's text: they are told in plain words, keep it on the screen or in
 * their hands, and go on where that is possible.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Browser, Page } from '@playwright/test'
import {
  admit,
  coordinator,
  expect,
  goTo,
  makeReport,
  openBrowser,
  openReport,
  type RunningServer,
  signIn,
  test,
  textOf,
  typeInto,
} from '../support/e2e.ts'
import { type Proxy, startProxy } from '../support/proxy.ts'

const title = '2026年工作总结'

/** The word that is seen; what is said to screen readers follows a little later. */
const light = (page: Page, word: string) => page.locator('.light-word').getByText(word)
const saved = (page: Page) => expect(light(page, '已保存')).toBeVisible({ timeout: 20_000 })
const notice = (page: Page) => page.locator('.bench-notice')

/** A page that writes a saved sentence, through a proxy that the test can make worse. */
async function writing(
  browser: Browser,
  url: string,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<Page> {
  const page = await openBrowser(browser)
  await prepare(page)
  await admit(page, url)
  await page.goto(url + (await makeReport(page, url, title, ['主要工作', '下一步打算'])))
  await typeInto(page, '主要工作', '已经保存的话。')
  await saved(page)
  return page
}

async function withProxy(server: RunningServer, work: (proxy: Proxy) => Promise<void>): Promise<void> {
  const proxy = await startProxy(server.url)
  try {
    await work(proxy)
  } finally {
    await proxy.stop()
  }
}

/** Breaks the line; it stays down until the proxy lets upgrades through again. */
async function goOffline(page: Page, proxy: Proxy): Promise<void> {
  proxy.upgrades = 'refuse'
  proxy.cut()
  await expect(light(page, '连接中断').or(light(page, '无法实时连接'))).toBeVisible()
}

/** The one file of all unsaved text. */
async function downloaded(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载为文本文件' }).first().click(),
  ])
  expect(download.suggestedFilename()).toBe(`${title}-未保存的文字.txt`)
  return readFileSync(await download.path(), 'utf8')
}

/** Whether the browser asks when the tab is closed. */
async function asksBeforeClosing(page: Page): Promise<boolean> {
  const asked = page.waitForEvent('dialog', { timeout: 3000 }).then(
    dialog => dialog.dismiss().then(() => dialog.type() === 'beforeunload'),
    () => false,
  )
  await page.close({ runBeforeUnload: true })
  return asked
}

/** Nobody else may write to the server's disk: what a full one looks like, and as easily mended. */
function holdDisk(server: RunningServer): () => void {
  const store = new DatabaseSync(join(server.dataDir, 'tonggao.sqlite'), { timeout: 5000 })
  store.exec('begin immediate')
  return () => {
    store.exec('rollback')
    store.close()
  }
}

for (const copies of [true, false])
  test(`A session that ended is begun again over the page, and nothing typed is lost, ${copies ? 'with' : 'without'} local copies`, async ({
    browser,
    server,
  }) => {
    const page = await writing(browser, server.url, async fresh => {
      if (!copies) await fresh.addInitScript(() => Reflect.deleteProperty(window, 'indexedDB'))
    })
    await page.evaluate(() => {
      document.documentElement.dataset.tab = 'the same'
    })
    await page.context().clearCookies()
    await server.crashAndRestart()
    const dialog = page.getByRole('dialog', { name: '登录已过期' })
    await goTo(page, '主要工作').catch(() => undefined)
    await expect(dialog).toBeVisible({ timeout: 60_000 })
    await dialog.getByLabel('用户名或邮箱').fill(coordinator.username)
    await dialog.getByLabel('密码', { exact: true }).fill(coordinator.password)
    await dialog.getByRole('button', { name: '登录', exact: true }).click()
    await expect(dialog).toBeHidden()
    await saved(page)
    await typeInto(page, '主要工作', '重新登录以后接着写。')
    await saved(page)
    expect(await page.evaluate(() => document.documentElement.dataset.tab)).toBe('the same')
    const other = await openBrowser(browser)
    await signIn(other, server.url + new URL(page.url()).pathname)
    await expect(textOf(other, '主要工作')).toContainText('已经保存的话。重新登录以后接着写。')
  })

test('What was typed after the session ended is offered in the question, and brought by signing in', async ({
  browser,
  server,
}) => {
  await withProxy(server, async proxy => {
    const page = await writing(browser, proxy.url, async fresh => {
      await fresh.addInitScript(() => Reflect.deleteProperty(window, 'indexedDB'))
    })
    await goOffline(page, proxy)
    await page.keyboard.type('过期那一刻写的。')
    await page.context().clearCookies()
    proxy.upgrades = 'pass'
    const dialog = page.getByRole('dialog', { name: '登录已过期' })
    await expect(dialog).toBeVisible({ timeout: 60_000 })
    await expect(dialog.getByLabel('没有存到服务器的文字')).toHaveValue(/过期那一刻写的。/)
    await dialog.getByLabel('用户名或邮箱').fill(coordinator.username)
    await dialog.getByLabel('密码', { exact: true }).fill(coordinator.password)
    await dialog.getByRole('button', { name: '登录', exact: true }).click()
    await expect(dialog).toBeHidden()
    await saved(page)
    await page.reload()
    await expect(textOf(page, '主要工作')).toContainText('已经保存的话。过期那一刻写的。')
  })
})

test('A server that was installed anew at the same address is told from an ended session', async ({
  browser,
  server,
}) => {
  await withProxy(server, async proxy => {
    const page = await writing(browser, proxy.url)
    await goOffline(page, proxy)
    await page.keyboard.type('属于原来系统的话。')
    await server.reinstall()
    proxy.upgrades = 'pass'
    const dialog = page.getByRole('dialog', { name: '这个网址换了一套系统' })
    await expect(dialog).toBeVisible({ timeout: 60_000 })
    expect(await downloaded(page)).toMatch(/2026年工作总结\s+一、主要工作\s+已经保存的话。属于原来系统的话。/)
    page.on('dialog', leaving => void leaving.accept())
    await dialog.getByRole('button', { name: '进入新系统' }).click()
    await expect(page.getByLabel('用户名或邮箱')).toBeVisible()
  })
})

test('A report that is deleted while somebody writes without a line leaves them their text', async ({
  browser,
  server,
}) => {
  await withProxy(server, async proxy => {
    const page = await writing(browser, proxy.url)
    await goOffline(page, proxy)
    await page.keyboard.type('删除那天写的。')
    const other = await openBrowser(browser)
    await signIn(other, server.url + new URL(page.url()).pathname)
    await other.getByRole('button', { name: '更多', exact: true }).click()
    await other.getByRole('menuitem', { name: '删除报告' }).click()
    await other.getByRole('dialog').getByRole('button', { name: '删除' }).click()
    await expect(other.getByText(`已删除“${title}”`)).toBeVisible()
    proxy.upgrades = 'pass'
    await expect(page.getByRole('heading', { name: '这份报告已被删除' })).toBeVisible({ timeout: 20_000 })
    await expect(page.getByLabel('没有存到服务器的文字')).toHaveValue(/删除那天写的。/)
    expect(await downloaded(page)).toContain('删除那天写的。')
    await page.getByRole('button', { name: '复制文字' }).click()
    await expect(page.getByRole('button', { name: '已复制' })).toBeVisible()
  })
})

test('A section that is deleted while somebody writes in it without a line goes, and their text is set aside', async ({
  browser,
  server,
}) => {
  await withProxy(server, async proxy => {
    const page = await writing(browser, proxy.url)
    await goOffline(page, proxy)
    await page.keyboard.type('删除那一刻写的。')
    const other = await openBrowser(browser)
    await signIn(other, server.url + new URL(page.url()).pathname)
    await goTo(other, '主要工作')
    await other.getByRole('treeitem').filter({ hasText: '主要工作' }).press('Delete')
    await expect(other.getByRole('treeitem')).toHaveCount(1)
    proxy.upgrades = 'pass'
    await expect(page.getByRole('button', { name: '另存的内容 1' })).toBeVisible({ timeout: 20_000 })
    await expect(page.getByRole('treeitem'), 'the outline is as it is now').toHaveCount(1)
  })
})

test('An older page is told to load anew, with its text in hand', async ({ browser, server }) => {
  await withProxy(server, async proxy => {
    const page = await writing(browser, proxy.url, async fresh => {
      await fresh.addInitScript(() => {
        // As a page of an older program says hello, once `older` is set.
        window.WebSocket = class extends WebSocket {
          override send(data: string | BufferSource | Blob): void {
            if (document.documentElement.dataset.older && data instanceof Uint8Array) {
              const at = new TextDecoder('latin1').decode(data).search(/"schemaVersion":\d/)
              if (at > 0) data[at + 16] = 48 + (((data[at + 16] ?? 0) + 1 - 48) % 10)
            }
            super.send(data)
          }
        }
      })
    })
    await goOffline(page, proxy)
    await page.keyboard.type('更新那天写的。')
    await page.evaluate(() => {
      document.documentElement.dataset.older = 'yes'
    })
    proxy.upgrades = 'pass'
    await expect(page.getByRole('heading', { name: '程序已更新' })).toBeVisible({ timeout: 20_000 })
    expect(await downloaded(page)).toContain('更新那天写的。')
    page.on('dialog', leaving => void leaving.accept())
    await page.getByRole('button', { name: '重新载入' }).click()
    await expect(textOf(page, '主要工作')).toContainText('更新那天写的。', { timeout: 20_000 })
    await saved(page)
  })
})

for (const upgrades of ['refuse', 'hang'] as const)
  test(`A network that will ${upgrades} WebSockets is named with what to ask for, until it lets them through`, async ({
    browser,
    server,
  }) => {
    await withProxy(server, async proxy => {
      const page = await writing(browser, proxy.url)
      proxy.upgrades = upgrades
      proxy.cut()
      await expect(light(page, '无法实时连接')).toBeVisible({ timeout: 30_000 })
      await expect(notice(page)).toContainText('网络不允许实时连接（WebSocket）')
      await expect(notice(page)).toContainText(`放行 ${new URL(proxy.url).host}/collab/`)
      proxy.upgrades = 'pass'
      await saved(page)
      await expect(notice(page)).toHaveText('')
    })
  })

test('A pulled cable shows within seconds of the first key', async ({ browser, server }) => {
  await withProxy(server, async proxy => {
    const page = await writing(browser, proxy.url)
    proxy.isSilent = true
    await page.keyboard.type('线断了。')
    await expect(light(page, '连接中断')).toBeVisible({ timeout: 7000 })
    await expect(notice(page)).toContainText('您可以继续写')
    await page.keyboard.type('接着写。')
    proxy.isSilent = false
    await saved(page)
    await page.reload()
    await expect(textOf(page, '主要工作')).toContainText('线断了。接着写。')
  })
})

test('A tab is closed without a question when all is saved, and asks when something is not', async ({
  browser,
  server,
}) => {
  await withProxy(server, async proxy => {
    const page = await writing(browser, proxy.url)
    await goOffline(page, proxy)
    await page.keyboard.type('没有存到服务器。')
    await expect(notice(page)).toContainText('还没有报送')
    expect(await asksBeforeClosing(page)).toBe(true)
    await expect(textOf(page, '主要工作'), 'the person stayed').toContainText('没有存到服务器。')
    proxy.upgrades = 'pass'
    await saved(page)
    expect(await asksBeforeClosing(page)).toBe(false)
    await expect.poll(() => page.isClosed()).toBe(true)
  })
})

test('Going to the list with unsaved text brings it all the same, without local copies', async ({
  browser,
  server,
}) => {
  await withProxy(server, async proxy => {
    const page = await writing(browser, proxy.url, async fresh => {
      await fresh.addInitScript(() => Reflect.deleteProperty(window, 'indexedDB'))
    })
    await goOffline(page, proxy)
    await page.keyboard.type('没送出就走了。')
    await page.getByRole('link', { name: '回到报告列表' }).click()
    await expect(page.getByRole('link', { name: title })).toBeVisible()
    proxy.upgrades = 'pass'
    const other = await openBrowser(browser)
    await signIn(other, server.url)
    await openReport(other, title)
    await expect(textOf(other, '主要工作')).toContainText('没送出就走了。', { timeout: 20_000 })
  })
})

test('A disk that takes nothing is said in words, for the text and for everything else, and goes away by itself', async ({
  browser,
  server,
}) => {
  const page = await writing(browser, server.url)
  const mend = holdDisk(server)
  await page.keyboard.type('磁盘满了还在写。')
  await expect(light(page, '尚未保存')).toBeVisible({ timeout: 20_000 })
  await expect(notice(page).locator('output').first()).toContainText('尚未保存：服务器现在存不进去')
  await expect(notice(page)).toContainText('还没保存的文字在这个页面里')
  await page.locator('.bench-title input').fill('换个标题')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').getByText('服务器的磁盘写不进去了')).toBeVisible({ timeout: 30_000 })
  mend()
  await saved(page)
  await expect(notice(page)).toHaveText('')
  await page.reload()
  await expect(textOf(page, '主要工作')).toContainText('磁盘满了还在写。')
})

test('Screen readers hear of saving once, not at every key', async ({ browser, server }) => {
  const page = await writing(browser, server.url)
  const said = page.getByRole('banner').locator('[aria-live]')
  await expect(said).toHaveText('已保存')
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    for (const place of document.querySelectorAll('header [aria-live], .bench-notice output'))
      new MutationObserver(() => said.push(place.textContent)).observe(place, {
        subtree: true,
        childList: true,
        characterData: true,
      })
  })
  await page.keyboard.type('一个字一个字地写，每个字都存到服务器。', { delay: 150 })
  await saved(page)
  await page.waitForTimeout(1500)
  expect(await page.evaluate(() => Reflect.get(window, 'said'))).toEqual([])
})
