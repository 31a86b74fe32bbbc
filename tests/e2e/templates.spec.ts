/** Where a report begins: a built-in template, and one that a coordinator made of a report. */
import { expect, openBrowser, signIn, test } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

test('A coordinator begins from a built-in template and finds the guidance at each section', async ({
  browser,
  server,
}) => {
  const page = await openBrowser(browser)
  await signIn(page, server.url)
  await page.goto(`${server.url}/reports/new`)
  await page.getByRole('link', { name: '模板' }).click()
  await page.getByRole('button', { name: '专项行动总结' }).click()
  const preview = page.getByRole('region', { name: '提纲预览' })
  await expect(preview.getByText('二、主要成效')).toBeVisible()
  await expect(page.getByRole('textbox', { name: '标题' })).toHaveValue('澄溪镇人民政府专项行动工作总结')
  await page.setViewportSize({ width: 390, height: 844 })
  await expectSound(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('textbox', { name: '标题' }).fill('燃气安全专项行动工作总结')
  await page.getByRole('button', { name: '建立报告' }).click()
  await expect(page.getByRole('treeitem')).toHaveCount(9)
  await page.getByRole('treeitem').filter({ hasText: '排查情况' }).click()
  await expect(page.getByRole('region', { name: '排查情况' }).getByText('各类相加应等于总数')).toBeVisible()
})

test('A report is saved as a template, renamed, deleted, brought back, and begun from', async ({
  browser,
  server,
}) => {
  const page = await openBrowser(browser)
  await signIn(page, server.url)
  await page.goto(`${server.url}/reports/new`)
  await page.getByRole('textbox', { name: '标题' }).fill('2026年防汛总结')
  await page.getByRole('textbox', { name: '提纲' }).fill('2026年防汛工作\n下一步打算')
  await page.getByRole('button', { name: '建立报告' }).click()
  await expect(page.getByRole('treeitem')).toHaveCount(2)
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: '存为模板' }).click()
  await page.getByRole('dialog').getByLabel('模板名称').fill('防汛')
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已存为模板“防汛”')).toBeVisible()

  await page.goto(`${server.url}/reports/new?from=template`)
  await page.getByRole('button', { name: '“防汛”的更多操作' }).click()
  await page.getByRole('menuitem', { name: '改名' }).click()
  await page.getByRole('dialog').getByLabel('模板名称').fill('防汛抗旱')
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  const own = page.getByRole('button', { name: /^防汛抗旱/ })
  await expect(own).toBeVisible()
  await page.getByRole('button', { name: '“防汛抗旱”的更多操作' }).click()
  await page.getByRole('menuitem', { name: '删除' }).click()
  await expect(own).toBeHidden()
  await page.getByRole('button', { name: '撤销' }).click()
  await own.click()
  await page.getByRole('textbox', { name: '标题' }).fill('2029年防汛抗旱总结')
  await page.getByRole('textbox', { name: '时段' }).fill('2029年')
  await page.getByRole('button', { name: '建立报告' }).click()
  await expect(page.getByRole('treeitem').first()).toContainText('2029年防汛工作')
})
