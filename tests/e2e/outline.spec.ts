/**
 * The coordinator's outline and the reading view: what one person changes, the other sees at once, numbered,
 * while a department writes.
 */
import type { Locator, Page } from '@playwright/test'
import { expect, goTo, openBrowser, openReport, signIn, test, textOf, typeInto } from '../support/e2e.ts'

const title = '2026年工作总结'
const rows = (page: Page) => page.getByRole('treeitem')
const row = (page: Page, heading: string) => rows(page).filter({ hasText: heading })

async function expectOutline(page: Page, expected: readonly string[]): Promise<void> {
  await expect(rows(page)).toHaveCount(expected.length)
  for (const [at, start] of expected.entries()) await expect(rows(page).nth(at)).toContainText(start)
}

/** Drags a row to the upper edge of another. */
async function dragAbove(page: Page, from: Locator, to: Locator): Promise<void> {
  const place = await to.boundingBox()
  if (!place) throw new Error('the row is not on the screen')
  await from.hover()
  await page.mouse.down()
  await page.mouse.move(place.x + 60, place.y + place.height / 2, { steps: 8 })
  await page.mouse.move(place.x + 60, place.y + 3, { steps: 4 })
  await page.mouse.up()
}

async function begin(page: Page, url: string): Promise<void> {
  await signIn(page, url)
  await page.getByRole('link', { name: '新建报告' }).first().click()
  await page.getByLabel('标题').first().fill(title)
  await page.getByRole('textbox', { name: '提纲' }).fill('主要工作\n  农业\n  水利\n存在的问题\n下一步打算')
  await page.getByRole('button', { name: '建立报告' }).click()
  await expect(rows(page)).toHaveCount(5)
}

test('The outline is built by keys and by dragging, and everyone sees it at once', async ({
  browser,
  server,
}) => {
  const coordinator = await openBrowser(browser)
  await begin(coordinator, server.url)
  const other = await openBrowser(browser)
  await signIn(other, server.url)
  await openReport(other, title)

  // Keys: move, indent, outdent; numbers follow by themselves.
  await row(coordinator, '水利').click()
  await coordinator.keyboard.press('Alt+ArrowUp')
  await expectOutline(other, ['一、主要工作', '（一）水利', '（二）农业', '二、存在的问题', '三、下一步打算'])
  await row(coordinator, '存在的问题').click()
  await coordinator.keyboard.press('Alt+ArrowRight')
  await expectOutline(other, [
    '一、主要工作',
    '（一）水利',
    '（二）农业',
    '（三）存在的问题',
    '二、下一步打算',
  ])
  await coordinator.keyboard.press('Alt+ArrowLeft')
  await expectOutline(other, ['一、主要工作', '（一）水利', '（二）农业', '二、存在的问题', '三、下一步打算'])

  // Rename.
  await row(coordinator, '农业').click()
  await coordinator.keyboard.press('F2')
  await coordinator.getByRole('textbox', { name: /的标题$/ }).fill('农业农村')
  await coordinator.keyboard.press('Enter')
  await expect(row(other, '（二）农业农村')).toBeVisible()

  // Drag: the last section before the problems.
  await dragAbove(coordinator, row(coordinator, '下一步打算'), row(coordinator, '存在的问题'))
  await expectOutline(other, [
    '一、主要工作',
    '（一）水利',
    '（二）农业农村',
    '二、下一步打算',
    '三、存在的问题',
  ])

  // Delete with all below it, and take it back with the text that it had.
  await typeInto(coordinator, '水利', '清淤沟渠十二公里。')
  await expect(other.getByRole('article')).toContainText('清淤沟渠十二公里。')
  await row(coordinator, '主要工作').click()
  await row(coordinator, '主要工作').press('Delete')
  await expectOutline(other, ['一、下一步打算', '二、存在的问题'])
  await coordinator.getByRole('button', { name: '撤销' }).last().click()
  await expectOutline(other, [
    '一、主要工作',
    '（一）水利',
    '（二）农业农村',
    '二、下一步打算',
    '三、存在的问题',
  ])
  await goTo(other, '水利')
  await expect(textOf(other, '水利')).toContainText('清淤沟渠十二公里。')

  // Who, until when, how long, what: in the panel, seen by the other.
  await goTo(coordinator, '农业农村')
  await coordinator.getByRole('combobox', { name: '主办部门' }).click()
  await coordinator.getByRole('option', { name: '农业办' }).click()
  await coordinator.getByLabel('不超过（字）').fill('20')
  await coordinator.getByLabel('写作要求').fill('写清面积和产量。')
  await coordinator.getByLabel('写作要求').blur()
  await coordinator
    .getByRole('button', { name: '报送时间' })
    .or(coordinator.getByLabel('报送时间'))
    .first()
    .click()
  await coordinator.getByRole('dialog').getByRole('button', { name: /15/ }).first().click()
  await coordinator.getByRole('dialog').getByRole('button', { name: '确定' }).click()
  await goTo(other, '农业农村')
  await expect(row(other, '农业农村')).toContainText('农业办')
  await expect(other.getByLabel('不超过（字）')).toHaveValue('20')
  await expect(other.getByLabel('写作要求')).toHaveValue('写清面积和产量。')
  await expect(other.getByLabel('报送时间')).toContainText('15')
})

test('The reading view is the whole report, live, with front and back matter and lengths', async ({
  browser,
  server,
}) => {
  const coordinator = await openBrowser(browser)
  await begin(coordinator, server.url)
  await goTo(coordinator, '农业')
  await coordinator.getByLabel('不超过（字）').fill('5')
  await coordinator.getByLabel('不超过（字）').blur()
  await coordinator.getByRole('tab', { name: '落款' }).click()
  await coordinator.getByLabel('主送机关').fill('县人民政府')
  await coordinator.getByLabel('署名', { exact: true }).fill('澄溪镇人民政府')
  await coordinator.getByLabel('署名', { exact: true }).blur()

  const reader = await openBrowser(browser)
  await signIn(reader, server.url)
  await openReport(reader, title)
  await reader.getByRole('link', { name: '阅读' }).click()
  const paper = reader.getByRole('article')
  await expect(paper).toContainText('县人民政府：')
  await expect(paper).toContainText('澄溪镇人民政府')
  await expect(paper).toContainText('（一）农业')

  await typeInto(coordinator, '农业', '播种九千八百六十亩。')
  await expect(paper).toContainText('播种九千八百六十亩。')
  const contents = reader.getByRole('navigation', { name: '目录' })
  await expect(contents.getByRole('listitem').filter({ hasText: '（一）农业' }).last()).toContainText('超 5')
  await expect(reader.getByText(/^全文 10 字/)).toBeVisible()
})
