/**
 * An administrator adds a webhook and tries it; the coordinator reminds three departments from the board, and the
 * receiver has each once.
 */
import { expect, openBrowser, signIn, test } from '../support/e2e.ts'
import { isSignedWebhook, openReceiver } from '../support/receiver.ts'

test('a webhook is set up and tried, and three sections are reminded of from the board', async ({
  browser,
  server,
}) => {
  const receiver = await openReceiver()
  const page = await openBrowser(browser)
  await signIn(page, server.url)

  const secret = await test.step('the secret is shown once, the test arrives signed', async () => {
    await page.goto(`${server.url}/channels`)
    await page.getByRole('button', { name: '添加渠道' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: '种类' }).click()
    await page.getByRole('option', { name: '网络钩子' }).click()
    await dialog.getByLabel('名称').fill('内网接收')
    await dialog.getByLabel('地址').fill(`${receiver.url}/hook`)
    await dialog.getByRole('button', { name: '保存' }).click()
    const shown = await dialog.getByLabel('签名密钥').inputValue()
    await dialog.getByRole('button', { name: '关闭' }).last().click()
    await page.getByRole('button', { name: '向“内网接收”发送测试' }).click()
    await expect(page.getByText('测试消息已发出')).toBeVisible()
    const [got] = receiver.got
    expect(got && isSignedWebhook(got, shown, Date.now())).toBe(true)
    return shown
  })
  expect(secret).toMatch(/^whsec_/)

  await test.step('all that is late is reminded of in one act', async () => {
    const departments: { id: string }[] = await (
      await page.request.get(`${server.url}/api/v1/departments`)
    ).json()
    const text = { type: 'doc', content: [{ type: 'paragraph' }] }
    const section = { level: 1, numbered: true, role: null, text }
    const leads = [departments[0]?.id, departments[1]?.id, departments[0]?.id]
    const made = await page.request.post(`${server.url}/api/v1/reports`, {
      headers: { origin: server.url },
      data: {
        title: '2026年工作总结',
        period: '2026年',
        deadline: '2026-01-05T10:00:00Z',
        sections: ['农田水利', '规划建设', '防汛抗旱'].map((heading, n) => ({
          ...section,
          heading,
          leadId: leads[n],
        })),
      },
    })
    const { id: reportId }: { id: string } = await made.json()
    await page.goto(`${server.url}/reports/${reportId}/board`)
    await page.getByRole('button', { name: '催报全部逾期（3）' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('listitem')).toHaveCount(2)
    await expect(dialog).toContainText('农田水利（主办、1月5日')
    await dialog.getByRole('button', { name: '发给 2 个部门' }).click()
    await expect(page.getByText('已向 2 个部门催报')).toBeVisible()
    await expect(page.getByRole('row').filter({ hasText: '防汛抗旱' })).toContainText('顾予宁 催过')
    const reminded = () =>
      receiver.got
        .map(({ body }) => JSON.parse(body))
        .filter(({ type }) => type === 'tonggao.reminder')
        .flatMap(({ data }) => data.sections.map((one: { heading: string }) => one.heading))
    // One letter for each department, in the order of the outline.
    await expect.poll(() => reminded().length).toBe(3)
    expect(new Set(reminded())).toEqual(new Set(['农田水利', '规划建设', '防汛抗旱']))
  })
  await receiver.close()
})
