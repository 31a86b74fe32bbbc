/** The office is reorganised: a head is named, sections handed over, departments merged, and two accounts made one. */
import type { Page } from '@playwright/test'
import { expect, openBrowser, signIn, test } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).last().press('ArrowDown')
  await page.getByRole('option', { name: option, exact: true }).click()
}

for (const width of [1280, 390])
  test(`The office is reorganised, ${width} wide`, async ({ browser, server }) => {
    const page = await openBrowser(browser, { viewport: { width, height: 844 } })
    await signIn(page, server.url)
    const post = async (path: string, data: object) => {
      const options = { headers: { origin: server.url }, data }
      const answer = await page.request.post(`${server.url}/api/v1${path}`, options)
      expect(answer.status()).toBe(200)
      return answer.json()
    }
    await post('/departments', { name: '水利站' })
    const departments: { id: string; name: string }[] = await (
      await page.request.get(`${server.url}/api/v1/departments`)
    ).json()
    const idOf = (name: string) => departments.find(one => one.name === name)?.id ?? ''
    const person = (name: string, username: string, department: string) =>
      post('/people', {
        name,
        username,
        password: 'mai-cha-shi-zhi-61',
        role: 'author',
        departmentIds: [idOf(department)],
      })
    await person('罗麦生', 'luo', '水利站')
    await person('罗麦声', 'luo2', '规划办')
    const text = { type: 'doc', content: [{ type: 'paragraph' }] }
    const section = { level: 1, numbered: true, role: null, leadId: idOf('水利站'), text }
    await post('/reports', {
      title: '2026年工作总结',
      period: '2026年',
      sections: [{ ...section, heading: '防汛工作' }],
    })

    await page.goto(`${server.url}/people`)
    await page.getByRole('tab', { name: '部门' }).click()
    const row = (name: string) => page.getByRole('row').filter({ hasText: name })
    const menu = async (name: string, item: string) => {
      await page.getByRole('button', { name: `对“${name}”的操作` }).press('Enter')
      await page.getByRole('menuitem', { name: item }).click()
    }
    await menu('水利站', '负责人、分管领导')
    await choose(page, '负责人', '罗麦生')
    await page.keyboard.press('Escape')
    await choose(page, '分管领导', '顾予宁')
    await expectSound(page)
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await expect(row('水利站')).toContainText('负责人：罗麦生 · 分管：顾予宁')

    await menu('水利站', '把章节转给')
    await expect(page.getByRole('dialog')).toContainText('一、防汛工作')
    await choose(page, '转给', '农业办')
    await expectSound(page)
    await page.getByRole('button', { name: '转给“农业办”' }).press('Enter')
    await expect(page.getByText('已转给“农业办”')).toBeVisible()

    await menu('水利站', '并入另一部门')
    await expect(page.getByRole('dialog')).toContainText('不能撤销')
    await expect(page.getByRole('dialog')).toContainText('1 人：罗麦生')
    await choose(page, '并入', '规划办')
    await expectSound(page)
    await page.getByRole('button', { name: '并入“规划办”' }).click()
    await expect(row('水利站')).toContainText('已并入规划办')
    await expect(row('规划办').first()).toContainText('2 人')

    await page.getByRole('tab', { name: '人员' }).click()
    await menu('罗麦声', '与另一账号合并')
    await choose(page, '保留的账号', '罗麦生 · luo · 规划办')
    await expectSound(page)
    await page.getByRole('button', { name: '合并到“罗麦生”' }).click()
    await expect(page.getByRole('row')).toHaveCount(3)
    await expect(row('罗麦声')).toHaveCount(0)

    await page.getByRole('tab', { name: '部门' }).click()
    await page.getByRole('combobox', { name: '内设机构统称' }).fill('科室')
    await expectSound(page)
    await page.getByRole('button', { name: '保存' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('人员与科室')
    await page.getByRole('tab', { name: '科室' }).click()
    await expect(page.getByRole('button', { name: '添加科室' })).toBeVisible()
  })
