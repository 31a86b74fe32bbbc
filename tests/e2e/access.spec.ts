/** A forgotten password, a phone left somewhere, a program that needs a token: as people go about it. */
import { expect, openBrowser, signIn, signInByForm, test } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

const person = { name: '罗麦生', username: 'luo', password: 'mai-cha-shi-zhi-61' }

test('A one-time link sets a password; sessions are seen and ended; a token is made and revoked', async ({
  browser,
  server,
}) => {
  const keeper = await openBrowser(browser)
  await signIn(keeper, server.url)
  const made = await keeper.request.post(`${server.url}/api/v1/people`, {
    headers: { origin: server.url },
    data: { ...person, role: 'author', departmentIds: [] },
  })
  expect(made.status()).toBe(200)
  const phone = await openBrowser(browser, { viewport: { width: 390, height: 844 } })
  await signInByForm(phone, server.url, person)

  await keeper.goto(`${server.url}/people`)
  await keeper.getByRole('tab', { name: '人员' }).click()
  await keeper.getByRole('button', { name: '对“罗麦生”的操作' }).click()
  await keeper.getByRole('menuitem', { name: '生成重设密码的链接' }).click()
  await keeper.getByRole('dialog').getByRole('button', { name: '生成重设密码的链接' }).click()
  const link = await keeper.getByLabel('“罗麦生”的重设密码链接').last().inputValue()

  const office = await openBrowser(browser)
  await office.goto(link)
  await expect(office.getByText('用户名：luo')).toBeVisible()
  await office.getByLabel('新密码').fill('12345678')
  await office.getByRole('button', { name: '设置并登录' }).click()
  await expect(office.getByRole('alert')).toContainText('太常见')
  await office.getByLabel('新密码').fill('xin-mi-ma-qing-ji-lao')
  await office.getByRole('button', { name: '设置并登录' }).click()
  await expect(office).not.toHaveURL(/reset/)
  await signInByForm(phone, server.url, { ...person, password: 'xin-mi-ma-qing-ji-lao' })

  await phone.goto(`${server.url}/account`)
  const sessions = phone.getByRole('list', { name: '登录的设备' }).getByRole('listitem')
  await expect(sessions).toHaveCount(2)
  await phone.getByRole('button', { name: '退出其他所有设备' }).click()
  await expect(sessions).toHaveCount(1)
  await office.reload()
  await expect(office.getByLabel('用户名或邮箱')).toBeVisible()

  await phone.getByLabel('用途').fill('统计系统取数')
  await phone.getByRole('button', { name: '生成令牌' }).press('Enter')
  const secret = await phone.getByLabel('令牌“统计系统取数”已生成').inputValue()
  const asProgram = () =>
    fetch(`${server.url}/api/v1/reports`, { headers: { authorization: `Bearer ${secret}` } })
  expect((await asProgram()).status).toBe(200)
  await expectSound(phone)
  await phone.getByRole('button', { name: '撤销令牌“统计系统取数”' }).click()
  await expect(phone.getByText('没有令牌')).toBeVisible()
  expect((await asProgram()).status).toBe(401)

  await keeper.keyboard.press('Escape')
  await keeper.getByRole('button', { name: '对“罗麦生”的操作' }).click()
  await keeper.getByRole('menuitem', { name: '登录与令牌' }).click()
  await keeper.getByRole('button', { name: '退出所有设备' }).click()
  await expect(keeper.getByText('没有在任何设备上登录')).toBeVisible()
  await expectSound(keeper)
})
