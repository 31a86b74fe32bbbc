/**
 * The main job, end to end: three people in three isolated browsers turn an imported summary into a final
 * text that leaves as HTML and on paper.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { readPages } from '../support/pdf.ts'
import {
  expect,
  expectWritable,
  goTo,
  joinByLink,
  openBrowser,
  signIn,
  test,
  textOf,
  typeInto,
} from '../support/e2e.ts'

const root = join(import.meta.dirname, '../..')
/** A real summary when there is one beside the project, our own otherwise. */
const [real] = globSync('../shared/corpus/004*.txt', { cwd: root })
const summary =
  real && existsSync(join(root, real)) ? join(root, real) : join(root, 'tests/fixtures/import/plain.txt')

async function importSummary(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/import`)
  await page.locator('input[type=file]').setInputFiles(summary)
  await page.getByLabel('报告标题').fill('2026年工作总结')
  await page.getByRole('button', { name: '建立报告' }).click()
  await expect(page).toHaveURL(/\/reports\/[a-z0-9]{16}$/)
}

async function invite(page: Page, url: string, department: string): Promise<string> {
  await page.goto(`${url}/people`)
  await page.getByRole('button', { name: '生成邀请链接' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: '邀请到' }).click()
  await page.getByRole('option', { name: department }).click()
  await dialog.getByRole('button', { name: '生成邀请链接' }).click()
  const link = await dialog.getByLabel(/链接/).and(page.locator('input[readonly]')).inputValue()
  expect(link).toMatch(/\/join#/)
  return link
}

/** The sections of the outline in their order, by heading. */
const outlineOf = (page: Page) => page.getByRole('treeitem')

async function assign(page: Page, heading: string, department: string): Promise<void> {
  await goTo(page, heading)
  await page.getByRole('combobox', { name: '主办部门' }).click()
  await page.getByRole('option', { name: department }).click()
  await expect(outlineOf(page).filter({ hasText: heading }).first()).toContainText(department)
}

test('three people turn an imported summary into a final report', async ({ browser, server }) => {
  const coordinator = await openBrowser(browser)
  await signIn(coordinator, server.url)
  await importSummary(coordinator, server.url)
  const report = coordinator.url()
  await expect(outlineOf(coordinator).first()).toBeVisible()

  // Two sections of our own, so that the test knows their names whatever was imported.
  for (const heading of ['农业农村工作', '规划建设工作']) {
    await coordinator.getByRole('button', { name: '添加章节', exact: true }).click()
    const field = coordinator.getByRole('textbox', { name: /的标题$/ })
    await field.fill(heading)
    await field.press('Enter')
    await expect(outlineOf(coordinator).filter({ hasText: heading })).toBeVisible()
  }
  await assign(coordinator, '农业农村工作', '农业办')
  await assign(coordinator, '规划建设工作', '规划办')

  const farmingLink = await invite(coordinator, server.url, '农业办')
  const buildingLink = await invite(coordinator, server.url, '规划办')
  await coordinator.goto(report)

  const farmer = await openBrowser(browser)
  const builder = await openBrowser(browser)
  await joinByLink(farmer, farmingLink, '罗麦生')
  await joinByLink(builder, buildingLink, '程砚舟')
  // From the link to one's own section: the link, one's name, and on.
  for (const [page, heading] of [
    [farmer, '农业农村工作'],
    [builder, '规划建设工作'],
  ] as const) {
    await expect(page.getByRole('treeitem', { selected: true })).toContainText(heading)
    await expect(page.getByRole('region', { name: heading })).toBeInViewport()
  }

  // Each writes in their own section and in none of the other's.
  await expectWritable(farmer, '规划建设工作', false)
  await expectWritable(builder, '农业农村工作', false)
  const sown = '全镇播种粮食九千八百六十亩，比上年增加二百一十亩，早稻收得早、晚稻栽得齐。'
  const built = '加宽村道五点二公里，新设会车点九处，施工期间学生接送车辆没有停运一天。'
  const typing = Promise.all([
    typeInto(farmer, '农业农村工作', sown),
    typeInto(builder, '规划建设工作', built),
  ])

  // The coordinator reorders while they type: nothing typed is lost.
  await outlineOf(coordinator).filter({ hasText: '规划建设工作' }).click()
  for (let times = 0; times < 3; times += 1) await coordinator.keyboard.press('Alt+ArrowUp')
  await typing
  for (const page of [coordinator, farmer, builder]) {
    for (const [heading, words] of [
      ['农业农村工作', sown],
      ['规划建设工作', built],
    ] as const) {
      await goTo(page, heading)
      await expect(textOf(page, heading)).toContainText(words)
    }
    await expect(async () => {
      const order = await outlineOf(page).allTextContents()
      const at = (heading: string) => order.findIndex(text => text.includes(heading))
      expect(at('规划建设工作')).toBeLessThan(at('农业农村工作'))
    }).toPass({ timeout: 20_000 })
  }

  // Submit, return, submit, accept.
  await submit(farmer, '农业农村工作')
  await expectWritable(farmer, '农业农村工作', false)
  await giveBack(coordinator, '农业农村工作', '请补上旱粮面积。')
  await expectWritable(farmer, '农业农村工作', true)
  await expect(farmer.getByText('请补上旱粮面积。').first()).toBeVisible()
  await typeInto(farmer, '农业农村工作', '旱粮一千五百六十亩。')
  await submit(farmer, '农业农村工作')
  await goTo(coordinator, '农业农村工作')
  await coordinator.getByRole('button', { name: '收稿' }).click()
  await expect(outlineOf(farmer).filter({ hasText: '农业农村工作' })).toContainText('已收稿')

  // Final: closed for everybody.
  await coordinator.getByRole('button', { name: /^阶段/ }).click()
  await coordinator.getByRole('menuitem', { name: /定稿/ }).click()
  const dialog = coordinator.getByRole('dialog')
  await dialog.getByRole('button', { name: /定稿/ }).click()
  // A real summary has its mistakes, and they ask for a reason.
  if (real) {
    await dialog.getByLabel('理由').fill('例文，数字从略')
    await dialog.getByRole('button', { name: /定稿/ }).click()
  }
  await expectWritable(coordinator, '规划建设工作', false)
  await expectWritable(builder, '规划建设工作', false)

  // It leaves as one HTML file that opens from disk, and the command line gives the same bytes.
  const id = new URL(report).pathname.split('/').at(-1) ?? ''
  const download = coordinator.waitForEvent('download')
  await coordinator.getByRole('button', { name: '导出' }).click()
  await coordinator.getByRole('menuitem', { name: /网页文件/ }).click()
  const file = join(server.dataDir, '总结.html')
  await (await download).saveAs(file)
  const html = readFileSync(file, 'utf8')
  expect(html).toContain(sown)
  expect(html).not.toMatch(/<script|https?:\/\//)
  expect(server.command('export', id, '--format', 'html')).toBe(html)
  const reader = await openBrowser(browser)
  await reader.goto(pathToFileURL(file).href)
  await expect(reader.getByRole('heading', { level: 1 })).toContainText('2026年工作总结')

  // On paper: A4 pages of the official format, measured.
  await reader.setContent(server.command('export', id, '--format', 'print-html'))
  const pages = await readPages(await reader.pdf({ preferCSSPageSize: true }))
  expect(pages.length).toBeGreaterThan(0)
  for (const [at, page] of pages.entries()) {
    expect(page.width).toBeCloseTo(210, 0)
    expect(page.height).toBeCloseTo(297, 0)
    const number = page.lines.at(-1)
    expect(number?.text.replaceAll(' ', '')).toBe(`—${at + 1}—`)
    if (at % 2 === 0) expect(number?.right).toBeGreaterThan(170)
    else expect(number?.left).toBeLessThan(40)
    expect(page.lines.length - 1).toBeLessThanOrEqual(22)
  }
})

async function submit(page: Page, heading: string): Promise<void> {
  await goTo(page, heading)
  await page.getByRole('button', { name: '报送', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '报送' }).click()
  await expect(outlineOf(page).filter({ hasText: heading })).toContainText('已报送')
}

async function giveBack(page: Page, heading: string, why: string): Promise<void> {
  await goTo(page, heading)
  await page.getByRole('button', { name: '退回修改' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(why)
  await dialog.getByRole('button', { name: '退回修改' }).click()
  await expect(outlineOf(page).filter({ hasText: heading })).toContainText('退回')
}
