/**
 * 征求意见: the coordinator begins a round; an office without an account says an opinion on a phone, a reviewer
 * with one says 无意见; the coordinator adopts in part with a reason, and the table prints.
 */
import type { Page } from '@playwright/test'
import { expect, joinByLink, openBrowser, signIn, test } from '../support/e2e.ts'
import { expectFits } from '../support/soundness.ts'

async function makeReport(page: Page, url: string): Promise<string> {
  const content = [{ type: 'paragraph', content: [{ type: 'text', text: '全年修渠十二公里。' }] }]
  const section = { heading: '农田水利', level: 1, numbered: true, role: null }
  const response = await page.request.post(`${url}/api/v1/reports`, {
    headers: { origin: url },
    data: {
      title: '2026年工作总结',
      period: '2026年',
      sections: [{ ...section, text: { type: 'doc', content } }],
    },
  })
  const { id }: { id: string } = await response.json()
  return id
}

async function inviteReviewer(page: Page, url: string): Promise<string> {
  const response = await page.request.post(`${url}/api/v1/invitations`, {
    headers: { origin: url },
    data: { departmentId: null, role: 'reviewer' },
  })
  const { link }: { link: string } = await response.json()
  return url + link
}

test('opinions from a phone and from an account to the table', async ({ browser, server }) => {
  const coordinator = await openBrowser(browser)
  await signIn(coordinator, server.url)
  const reportId = await makeReport(coordinator, server.url)
  const reviewer = await openBrowser(browser)
  await joinByLink(reviewer, await inviteReviewer(coordinator, server.url), '尉迟澜')
  await expect(reviewer.getByRole('heading', { level: 1 })).toBeVisible()

  let link = ''
  await test.step('a round begins, and moves the report on', async () => {
    await coordinator.goto(`${server.url}/reports/${reportId}`)
    await coordinator.getByRole('button', { name: '更多' }).click()
    await coordinator.getByRole('menuitem', { name: '征求意见' }).click()
    await coordinator.getByRole('button', { name: '发起征求意见' }).click()
    const dialog = coordinator.getByRole('dialog', { name: '发起征求意见' })
    await expect(dialog).toContainText('报告会同时进入“征求意见”阶段')
    await dialog.getByRole('combobox', { name: '有账号的人' }).click()
    await coordinator.getByRole('option', { name: '尉迟澜' }).click()
    await dialog.getByRole('combobox', { name: '有账号的人' }).press('Escape')
    await dialog.getByLabel('其他人或单位').fill('县水务局')
    await dialog.getByLabel('回复截止时间').click()
    await coordinator.getByRole('button', { name: '下个月' }).click()
    const calendar = coordinator.getByRole('dialog', { name: '回复截止时间' })
    await calendar.getByRole('button', { name: /15/ }).first().click()
    await calendar.getByRole('button', { name: '确定' }).click()
    await dialog.getByRole('button', { name: '发起', exact: true }).click()
    link = await coordinator.getByLabel('县水务局的链接').inputValue()
    await coordinator.keyboard.press('Escape')
    await expect(coordinator.getByText('0 人已回复，2 人未回复')).toBeVisible()
  })

  await test.step('an office says an opinion on a phone, to a sentence, without an account', async () => {
    const phone = await openBrowser(browser, { viewport: { width: 390, height: 800 } })
    await phone.goto(link)
    await phone.getByText('全年修渠十二公里。').click({ clickCount: 3 })
    await phone.getByRole('button', { name: '对这一节提意见' }).click()
    await expect(phone.getByLabel('针对哪句话（可不填）')).toHaveValue('全年修渠十二公里。')
    await phone.getByRole('textbox', { name: '意见', exact: true }).fill('应为十三公里')
    await expectFits(phone)
    await phone.getByRole('button', { name: '提交意见' }).click()
    await expect(phone.getByRole('heading', { name: '已收到您的回复' })).toBeVisible()
  })

  await test.step('a reviewer says 无意见 from the list of what waits for them', async () => {
    await reviewer.goto(server.url)
    await reviewer.getByRole('link', { name: /征求意见稿/ }).click()
    await expect(reviewer.getByText('全年修渠十二公里。')).toBeVisible()
    await reviewer.getByRole('button', { name: '回复“无意见”' }).click()
    await expect(reviewer.getByText('您已回复：无意见')).toBeVisible()
  })

  await test.step('the coordinator adopts in part, with a reason', async () => {
    await coordinator.reload()
    await expect(coordinator.getByText('2 人已回复，0 人未回复')).toBeVisible()
    await coordinator.getByRole('button', { name: '部分采纳' }).click()
    const dialog = coordinator.getByRole('dialog')
    await dialog.getByLabel('理由').fill('核对后改为十二点五公里')
    await dialog.getByRole('button', { name: '部分采纳' }).click()
    await expect(coordinator.getByText('核对后改为十二点五公里')).toBeVisible()
    await coordinator.getByRole('switch', { name: '只看未处理的' }).check()
    await expect(coordinator.getByText('意见都已处理。')).toBeVisible()
  })

  await test.step('the table prints', async () => {
    await coordinator.getByRole('button', { name: '意见采纳情况表' }).click()
    const opening = coordinator.waitForEvent('popup')
    await coordinator.getByRole('menuitem', { name: '意见采纳情况表（打印）' }).click()
    const table = await opening
    const row = table.getByRole('row').filter({ hasText: '县水务局' })
    await expect(row).toContainText('应为十三公里')
    await expect(row).toContainText('部分采纳')
    await expect(table.getByRole('row').filter({ hasText: '尉迟澜' })).toContainText('无意见')
  })
})
