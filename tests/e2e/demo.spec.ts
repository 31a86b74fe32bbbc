/** `npm run demo`, as a newcomer uses it: the printed links open, two people type in one report. */
import { existsSync, globSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDemo } from '../support/demo.ts'
import { expect, openBrowser, openReport, test, textOf, typeInto } from '../support/e2e.ts'

const title = '澄溪镇2026年工作总结'

test('The demo: coordinator, authors and reviewer come in by their links and write together', async ({
  browser,
}) => {
  const before = new Set(globSync('tonggao-demo-*', { cwd: tmpdir() }))
  const demo = await startDemo()
  try {
    const [coordinatorLink = '', farmingLink = '', , , reviewerLink = ''] = demo.links
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
    await demo.stop()
  }
  const left = globSync('tonggao-demo-*', { cwd: tmpdir() }).filter(name => !before.has(name))
  expect(left.filter(name => existsSync(join(tmpdir(), name)))).toEqual([])
})
