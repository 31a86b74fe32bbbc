/** Comparing a report in the browser: what is offered, what is shown, and from change to change by keys. */
import type { Text } from '../../shared/schema/text.ts'
import { departmentIds, hire, theCoordinator } from '../support/e2e-people.ts'
import { expect, openBrowser, signIn, test } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

const text = (...lines: string[]): Text => ({
  type: 'doc',
  content: lines.map(line => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })),
})

test('What became of a 来稿 is shown word by word, in one text and side by side, from change to change', async ({
  browser,
  server,
}) => {
  const keeper = await theCoordinator(server)
  const farming = (await departmentIds(keeper))('农业办')
  const author = await hire(server, keeper, { name: '罗麦生', username: 'luo', departmentIds: [farming] })
  const section = { level: 1, numbered: true, role: null, leadId: farming }
  const moved = '夜里报修有人接，路灯坏了当天修好。'
  const sections = [
    { ...section, heading: '农业生产', text: text(moved, '全镇播种5000亩，增长3.5%。', '晒场照旧。') },
    { ...section, heading: '村道养护', text: text('养护村道四十公里。') },
  ]
  const { body: report } = await keeper.call(
    'createReport',
    {},
    { title: '2026年总结', period: '', sections },
  )
  const [first, second] = report.sections
  const at = { reportId: report.id, sectionId: first?.id ?? '' }
  await author.call('submitSection', at, {})
  const lines = `全镇播种5200亩，增长3.8%。\n晒场照旧。\n${moved}`
  expect((await keeper.call('writeSection', at, { text: lines, base: 1 })).status).toBe(200)

  const page = await openBrowser(browser)
  await signIn(page, `${server.url}/reports/${report.id}`)
  await page.getByRole('treeitem').first().click()
  await page.getByRole('link', { name: '与成稿比较' }).click()
  const sheet = page.getByRole('article', { name: '比对' })
  await expect(sheet.locator('del')).toHaveText([moved, '5000', '3.5'])
  await expect(sheet.locator('ins')).toHaveText(['5200', '3.8'])
  await expect(page.getByLabel('比对范围')).toBeDisabled()
  await expect(page.getByText('数字改动2处')).toBeVisible()
  await expect(sheet.getByText('晒场照旧')).toHaveCount(0)
  await page
    .getByRole('button', { name: /展开未改动的1段/ })
    .last()
    .click()
  await expect(sheet.getByText('晒场照旧')).toBeVisible()

  await expectSound(page)

  await page.keyboard.press('n')
  await expect(page.getByText('第1处，共3处')).toBeVisible()
  await page.keyboard.press('F7')
  await expect(page.getByText('第2处，共3处')).toBeVisible()
  await expect(page.locator('#change-2')).toBeFocused()
  await page.keyboard.press('p')
  await expect(page.getByText('第1处，共3处')).toBeVisible()
  await sheet.getByRole('link', { name: '〔移走1〕' }).click()
  await expect(page).toHaveURL(/#move-1-to$/)

  await page.getByText('左右对照').click()
  await expect(sheet.locator('.compare-change').nth(1).locator('> div').first()).toContainText('5000')
  await expect(sheet.locator('.compare-change').nth(1).locator('> div').last()).toContainText('5200')
  await page.getByRole('button', { name: '带走' }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: '带修订痕迹的 Word 文件' }).click(),
  ])
  expect(file.suggestedFilename()).toBe('2026年总结（修订稿）.docx')

  // The whole of a version that is as the text is now: nothing differs.
  await keeper.call('saveVersion', { reportId: report.id }, { name: '二稿' })
  const { body: sides } = await keeper.call('listComparable', { reportId: report.id })
  const saved = sides.find(side => side.kind === 'version' && side.name === '二稿')?.side ?? ''
  await page.goto(`${server.url}/reports/${report.id}/compare?left=${saved}`)
  await expect(page.getByRole('heading', { name: '没有差别' })).toBeVisible()
  await page.getByLabel('比对范围').selectOption({ value: second?.id ?? '' })
  await expect(page.getByRole('heading', { name: '没有差别' })).toBeVisible()
})
