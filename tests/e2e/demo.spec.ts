/** `npm run demo`, as a newcomer uses it: the printed links open, two people type in one report. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, openBrowser, openReport, test, textOf, typeInto } from '../support/e2e.ts'

const root = join(import.meta.dirname, '../..')
const title = '澄溪镇2026年工作总结'

/** Starts the demo on a free port; the links that it prints, in their order. */
async function startDemo(): Promise<{ child: ChildProcess; links: string[] }> {
  const child = spawn(join(root, 'node_modules/.bin/node'), ['server/demo.ts'], {
    cwd: root,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const links: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const link = /http:\S+\/enter#\S+/.exec(line)?.[0]
    if (link) links.push(link)
    if (line.includes('Ctrl+C')) break
  }
  return { child, links }
}

test('The demo: coordinator, authors and reviewer come in by their links and write together', async ({
  browser,
}) => {
  const before = new Set(globSync('tonggao-demo-*', { cwd: tmpdir() }))
  const { child, links } = await startDemo()
  try {
    const [coordinatorLink = '', farmingLink = '', , , reviewerLink = ''] = links
    const coordinator = await openBrowser(browser)
    const farmer = await openBrowser(browser)
    const reviewer = await openBrowser(browser)
    for (const [page, link] of [
      [coordinator, coordinatorLink],
      [farmer, farmingLink],
      [reviewer, reviewerLink],
    ] as const) {
      await page.goto(link)
      await openReport(page, title)
    }
    expect(await coordinator.getByRole('treeitem').count()).toBeGreaterThanOrEqual(12)
    await typeInto(farmer, '做精一片茶', '明年春茶开园前完成。')
    await expect(coordinator.getByRole('article')).toContainText('明年春茶开园前完成。')
    await reviewer.getByRole('treeitem').filter({ hasText: '做精一片茶' }).click()
    await expect(textOf(reviewer, '做精一片茶')).toContainText('明年春茶开园前完成。')
    await expect(textOf(reviewer, '做精一片茶')).toHaveAttribute('contenteditable', 'false')
    // The interface in the other language, at once.
    await reviewer.getByRole('button', { name: 'English' }).click()
    await expect(reviewer.getByRole('tree', { name: 'Outline' })).toBeVisible()
  } finally {
    const gone = new Promise(resolve => child.once('exit', resolve))
    child.kill('SIGINT')
    await gone
  }
  const left = globSync('tonggao-demo-*', { cwd: tmpdir() }).filter(name => !before.has(name))
  expect(left.filter(name => existsSync(join(tmpdir(), name)))).toEqual([])
})
