/**
 * A coordinator shares the work out on the board; departments write, tick 已写完, submit; a head signs on a phone
 * without an account; the section goes back with a note at its sentence, comes again and is accepted.
 */
import type { Page } from '@playwright/test'
import { expect, goTo, joinByLink, openBrowser, signIn, test, typeInto } from '../support/e2e.ts'

async function makeReport(page: Page, url: string): Promise<string> {
  const text = { type: 'doc', content: [{ type: 'paragraph' }] }
  const sections = ['农田水利', '规划建设'].map(heading => ({
    heading,
    level: 1,
    numbered: true,
    role: null,
    text,
  }))
  const response = await page.request.post(`${url}/api/v1/reports`, {
    headers: { origin: url },
    data: { title: '2026年工作总结', period: '2026年', sections },
  })
  expect(response.status()).toBe(200)
  const { id }: { id: string } = await response.json()
  return id
}

async function invite(page: Page, url: string, department: string): Promise<string> {
  const departments: { id: string; name: string }[] = await (
    await page.request.get(`${url}/api/v1/departments`)
  ).json()
  const departmentId = departments.find(({ name }) => name === department)?.id
  const response = await page.request.post(`${url}/api/v1/invitations`, {
    headers: { origin: url },
    data: { departmentId, role: 'author' },
  })
  const { link }: { link: string } = await response.json()
  return url + link
}

test('from the board to a signed, returned and accepted section', async ({ browser, server }) => {
  test.setTimeout(150_000)
  const coordinator = await openBrowser(browser)
  await signIn(coordinator, server.url)
  const reportId = await makeReport(coordinator, server.url)
  const board = `${server.url}/reports/${reportId}/board`

  await test.step('owners of several sections at once, and a signature asked for', async () => {
    await coordinator.goto(board)
    await coordinator.getByRole('checkbox', { name: '全选' }).check()
    await coordinator.getByRole('button', { name: '分工', exact: true }).click()
    const dialog = coordinator.getByRole('dialog')
    await dialog.getByRole('combobox', { name: '主办' }).click()
    await coordinator.getByRole('option', { name: '农业办' }).click()
    await dialog.getByRole('combobox', { name: '协办' }).click()
    await coordinator.getByRole('option', { name: '规划办' }).click()
    await dialog.getByRole('combobox', { name: '协办' }).press('Escape')
    await dialog.getByRole('button', { name: '保存' }).click()
    await expect(coordinator.getByText('已修改 2 个章节')).toBeVisible()
    await expect(coordinator.getByRole('row').filter({ hasText: '农田水利' })).toContainText('农业办')
    await coordinator.request.patch(`${server.url}/api/v1/reports/${reportId}`, {
      headers: { origin: server.url },
      data: { signoff: 'head', deadline: '2026-01-05T10:00:00Z' },
    })
    await coordinator.reload()
    await expect(coordinator.getByRole('row').filter({ hasText: '农田水利' })).toContainText('逾期')
  })

  const farmer = await openBrowser(browser)
  const planner = await openBrowser(browser)
  await joinByLink(farmer, await invite(coordinator, server.url, '农业办'), '罗麦生')
  await joinByLink(planner, await invite(coordinator, server.url, '规划办'), '程砚舟')

  await test.step('the co-department says 已写完, the lead submits', async () => {
    await typeInto(farmer, '农田水利', '全年修渠十二公里。')
    await goTo(planner, '农田水利')
    await planner.getByRole('button', { name: '本部门已写完' }).click()
    await farmer.getByRole('button', { name: '报送', exact: true }).first().click()
    const dialog = farmer.getByRole('dialog')
    await expect(dialog).toContainText('签审')
    await dialog.getByRole('button', { name: '报送', exact: true }).click()
    await expect(farmer.getByText('等待部门负责人签审')).toBeVisible()
  })

  await test.step('a head signs on a phone, without an account', async () => {
    await farmer.getByRole('button', { name: '发签审链接' }).click()
    const dialog = farmer.getByRole('dialog')
    await dialog.getByLabel('签审人姓名').fill('闻人敬')
    await dialog.getByRole('button', { name: '生成链接' }).click()
    const link = await dialog.locator('input[readonly]').inputValue()
    await farmer.keyboard.press('Escape')
    const phone = await openBrowser(browser, { viewport: { width: 390, height: 800 } })
    await phone.goto(link)
    await expect(phone.getByText('全年修渠十二公里。')).toBeVisible()
    await phone.getByRole('button', { name: '同意', exact: true }).click()
    await expect(phone.getByRole('heading', { name: '已签审' })).toBeVisible()
    await expect(farmer.getByRole('button', { name: '撤回' })).toBeVisible()
  })

  await test.step('returned with a note at its sentence', async () => {
    await coordinator.goto(`${server.url}/reports/${reportId}`)
    await goTo(coordinator, '农田水利')
    // Once the coordinator has looked, nothing is recalled any more.
    await expect(farmer.getByRole('button', { name: '撤回' })).toBeHidden()
    const sentence = coordinator.getByText('全年修渠十二公里。').first()
    await sentence.click({ clickCount: 3 })
    await coordinator.getByRole('button', { name: '记到这一句' }).click()
    await coordinator.getByRole('textbox', { name: /的意见$/ }).fill('与水务台账核对')
    await coordinator.getByRole('button', { name: '退回修改' }).click()
    await coordinator.getByRole('dialog').getByLabel('退回原因').fill('数字要核对')
    await coordinator.getByRole('dialog').getByRole('button', { name: '退回修改' }).click()
    await expect(farmer.locator('.tg-sentence-notes')).toContainText('与水务台账核对')
    await farmer.getByRole('button', { name: '到这一句' }).click()
    expect(await farmer.evaluate(() => getSelection()?.toString())).toContain('修渠十二公里')
  })

  await test.step('what came back stands first in 我的任务', async () => {
    await farmer.goto(server.url)
    await expect(farmer.getByRole('heading', { name: '我的任务' })).toBeVisible()
    await expect(farmer.locator('.my-work')).toContainText('退回原因：数字要核对')
    await farmer.locator('.my-work a').first().click()
  })

  await test.step('passed over with a reason, recorded as signed on paper, accepted on the board', async () => {
    await goTo(farmer, '农田水利')
    await farmer.getByRole('button', { name: '报送', exact: true }).first().click()
    const dialog = farmer.getByRole('dialog')
    await dialog.getByLabel('略过规划办的理由').fill('已口头确认')
    await dialog.getByRole('button', { name: '报送', exact: true }).click()
    await farmer.getByRole('button', { name: '登记代签' }).click()
    const record = farmer.getByRole('dialog')
    await record.getByLabel('签审人姓名').fill('闻人敬')
    await record.getByRole('button', { name: '登记', exact: true }).click()
    await expect(farmer.getByText('已登记签审')).toBeVisible()
    await coordinator.goto(board)
    const row = coordinator.getByRole('row').filter({ hasText: '农田水利' })
    await expect(row).toContainText('已报送')
    await row.getByRole('checkbox').check()
    await coordinator.getByRole('button', { name: '收稿（1）' }).click()
    await expect(row).toContainText('已收稿')
  })
})
