/** Find and replace as people use it: over sections that are mounted or not, only where one may write. */
import { departmentIds, hire, theCoordinator } from '../support/e2e-people.ts'
import { expect, openBrowser, signIn, test, textOf } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

test('Q4 an author finds words in the whole report, replaces them in their own sections alone, and takes it back', async ({
  browser,
  server,
}) => {
  const keeper = await theCoordinator(server)
  const idOf = await departmentIds(keeper)
  const line = (text: string) => ({ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] })
  const section = (heading: string, leadId: string, ...lines: string[]) => {
    const text = { type: 'doc' as const, content: lines.map(line) }
    return { heading, level: 1, numbered: true, role: null, leadId, text }
  }
  const own = idOf('农业办')
  const filling = Array.from({ length: 60 }, (_, at) => `第${at}段。`)
  const sections = [
    section('播种情况', own, '２０２６年播种五千亩，2026年收获。', ...filling),
    section('防汛情况', own, '汛期在2026年六月。'),
    section('规划工作', idOf('规划办'), '2026年低保提标。'),
  ]
  const { body: report } = await keeper.call(
    'createReport',
    {},
    { title: '2026年总结', period: '', sections },
  )
  const li = await hire(server, keeper, { name: '李文', username: 'lifind', departmentIds: [own] })
  const page = await openBrowser(browser)
  await signIn(page, `${server.url}/reports/${report.id}`, li)
  await expect(textOf(page, '播种情况')).toContainText('播种五千亩')
  await page.keyboard.press('Control+h')
  const bar = page.getByRole('search', { name: '查找替换' })
  await expect(bar.getByLabel('查找', { exact: true })).toBeFocused()
  await page.keyboard.type('2026年')
  await expect(bar.getByText('第 1 处，共 4 处。')).toBeVisible()
  await expect(bar.getByText('其中 1 处在您不能改的章节，不会替换。')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(bar.getByText('第 2 处，共 4 处。')).toBeVisible()
  await bar.getByLabel('替换为').fill('今年')
  await expect(bar.getByRole('listitem').first()).toContainText('今年')
  await expectSound(page)
  await bar.getByRole('button', { name: '全部替换（3）' }).click()
  await expect(page.getByText('已替换 3 处，涉及 2 个章节。')).toBeVisible()
  await expect(textOf(page, '播种情况').locator('p').first()).toHaveText('今年播种五千亩，今年收获。')
  await expect(bar.getByText('第 1 处，共 1 处。')).toBeVisible()
  await expect(textOf(page, '防汛情况')).toHaveText('汛期在今年六月。')
  await expect(textOf(page, '规划工作')).toHaveText('2026年低保提标。')
  await page.getByRole('button', { name: '撤销', exact: true }).click()
  await expect(bar.getByText('共 4 处。')).toBeVisible()
  await expect(textOf(page, '播种情况').locator('p').first()).toHaveText('２０２６年播种五千亩，2026年收获。')

  // A pattern that would never end costs nobody the page.
  await bar.getByLabel('正则表达式').check()
  await bar.getByLabel('查找', { exact: true }).fill('(第?.?段?)+$$$x|((.*)*)*q')
  await expect(bar.getByText(/耗时太长|没有找到/)).toBeVisible()
  await bar.getByLabel('查找', { exact: true }).fill('(')
  await expect(bar.getByText('正则表达式写得不对。')).toBeVisible()
  await bar.getByLabel('查找', { exact: true }).fill('(\\d{4})年(低保)')
  await expect(bar.getByText('第 1 处，共 1 处。')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(bar).toHaveCount(0)
})
