/** 成品: a report becomes final, its files wait on a page, and somebody without an account reads it by link. */
import { expect, openBrowser, signIn, test } from '../support/e2e.ts'

test('a final report is read by link and password on a phone, until the link is revoked', async ({
  browser,
  server,
}) => {
  const coordinator = await openBrowser(browser)
  await signIn(coordinator, server.url)
  const post = async (path: string, data: unknown): Promise<{ id: string }> => {
    const response = await coordinator.request.post(`${server.url}/api/v1${path}`, {
      headers: { origin: server.url },
      data,
    })
    return response.json()
  }
  const content = [{ type: 'paragraph', content: [{ type: 'text', text: '全年修渠十二公里。' }] }]
  const text = { type: 'doc', content }
  const section = { heading: '农田水利', level: 1, numbered: true, role: null, text }
  const report = { title: '2026年工作总结', period: '2026年', sections: [section] }
  const { id } = await post('/reports', report)
  await post(`/reports/${id}/stage`, { stage: 'final' })

  await coordinator.goto(`${server.url}/reports/${id}/final`)
  await expect(coordinator.getByRole('heading', { name: '第 1 次定稿' })).toBeVisible()
  const download = coordinator.waitForEvent('download')
  await coordinator.getByRole('link', { name: 'Word 文件' }).click()
  expect((await download).suggestedFilename()).toBe('2026年工作总结.docx')
  const archive = coordinator.waitForEvent('download')
  await coordinator.getByRole('button', { name: '归档下载' }).click()
  expect((await archive).suggestedFilename()).toBe('2026年工作总结（归档目录）.zip')
  await expect(coordinator.getByRole('button', { name: '归档下载' })).toBeEnabled()
  await coordinator.getByRole('button', { name: '新建公开链接' }).click()
  const dialog = coordinator.getByRole('dialog', { name: '新建公开链接' })
  await dialog.getByLabel('密码').fill('mai-zi')
  await dialog.getByRole('button', { name: '新建公开链接' }).click()
  const link = await coordinator.getByRole('textbox', { name: '公开链接' }).inputValue()
  await coordinator.keyboard.press('Escape')

  const guest = await openBrowser(browser, { viewport: { width: 390, height: 780 } })
  await guest.goto(link)
  await guest.getByLabel('密码').fill('wrong')
  await guest.getByRole('button', { name: '打开' }).click()
  await expect(guest.getByRole('alert')).toBeVisible()
  await guest.getByLabel('密码').fill('mai-zi')
  await guest.getByRole('button', { name: '打开' }).click()
  await expect(guest.getByRole('heading', { name: '一、农田水利' })).toBeVisible()
  await expect(guest.getByText('全年修渠十二公里。')).toBeVisible()

  await coordinator.getByRole('button', { name: '撤销', exact: true }).click()
  await coordinator.getByRole('dialog', { name: '撤销' }).getByRole('button', { name: '撤销' }).click()
  await expect(coordinator.getByText('没有有效的公开链接。')).toBeVisible()
  await guest.reload()
  await expect(guest.getByText('全年修渠十二公里。')).toHaveCount(0)
  await guest.goto(`${server.url}/sign-in`)
  await guest.goto(link)
  await expect(guest.getByRole('heading', { name: '链接已失效' })).toBeVisible()
})
