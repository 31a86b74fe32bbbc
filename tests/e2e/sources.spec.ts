/** 看来源 in texts that are closed for who looks: nothing of it may need a mouse. */
import { departmentIds, hire, theCoordinator } from '../support/e2e-people.ts'
import { expect, openBrowser, signIn, test, textOf, typeInto } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

test('Q7 In a section that is closed for them who wrote what is told by keys alone, and by a tap on a phone', async ({
  browser,
  server,
}) => {
  const keeper = await theCoordinator(server)
  const idOf = await departmentIds(keeper)
  const [farming, planning] = [idOf('农业办'), idOf('规划办')]
  const [author, colleague] = await Promise.all([
    hire(server, keeper, { name: '李文', username: 'liwen', departmentIds: [farming] }),
    hire(server, keeper, { name: '苏禾', username: 'suhe', departmentIds: [planning] }),
  ])
  const text = { type: 'doc' as const, content: [{ type: 'paragraph' as const }] }
  const section = { level: 1, numbered: true, role: null, leadId: farming, text }
  const sections = [
    { ...section, heading: '农业生产' },
    { ...section, heading: '综述', leadId: planning },
  ]
  const made = await keeper.call('createReport', {}, { title: '2026年工作总结', period: '', sections })
  const path = `${server.url}/reports/${made.body.id}`
  const [typing, page] = await Promise.all([openBrowser(browser), openBrowser(browser)])
  await signIn(typing, path, author)
  await typeInto(typing, '农业生产', '修渠十二公里。')
  await expect(typing.locator('.light-word')).toHaveText('已保存')
  await signIn(typing, path)
  await typeInto(typing, '农业生产', '建泵站两座。')
  await expect(typing.locator('.light-word')).toHaveText('已保存')

  await signIn(page, path, colleague)
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: '看来源' }).click()
  await page.getByRole('treeitem').filter({ hasText: '农业生产' }).click()
  const closed = textOf(page, '农业生产')
  await expect(closed).toHaveAttribute('contenteditable', 'false')
  await expect(closed.locator('.tg-source')).toHaveCount(2)
  const told = page.getByRole('region', { name: '看来源' }).getByRole('status')
  await page.keyboard.press('Alt+2')
  await expect(async () => {
    await page.keyboard.press('Tab')
    await expect(closed).toBeFocused({ timeout: 100 })
  }).toPass()
  await page.keyboard.press('ArrowRight')
  await expect(told).toHaveText(/^“修渠十二公里。”：李文（农业办），/)
  await page.keyboard.press('ArrowRight')
  await expect(told).toHaveText(/^“建泵站两座。”：/)
  await expect(closed.locator('.tg-source-here')).toHaveText('建泵站两座。')
  await page.keyboard.press('ArrowRight')
  await expect(told).toHaveText(/^“建泵站两座。”：/)
  await page.keyboard.press('ArrowLeft')
  await expect(told).toHaveText(/^“修渠十二公里。”：李文/)
  await expectSound(page)
  if (process.env.LOOKS) await page.screenshot({ path: `${process.env.LOOKS}/sources-keys.png` })
  // Others go on writing: what is told and what is marked stay in step.
  await typeInto(typing, '农业生产', '全部投用。')
  await expect(async () => {
    await page.keyboard.press('End')
    await expect(closed.locator('.tg-source-here')).toContainText('全部投用。', { timeout: 100 })
  }).toPass()
  await expect(told).toContainText('全部投用。”：')
  await page.keyboard.press('Escape')
  await expect(told).toHaveText('')

  const phone = await openBrowser(browser, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  await signIn(phone, path, colleague)
  await phone.getByRole('button', { name: '更多' }).tap()
  await phone.getByRole('menuitem', { name: '看来源' }).tap()
  const read = textOf(phone, '农业生产')
  await read.locator('.tg-source').first().tap()
  await expect(phone.getByRole('region', { name: '看来源' }).getByRole('status')).toHaveText(
    /^“修渠十二公里。”：李文（农业办），/,
  )
  await expect(phone.getByRole('region', { name: '看来源' }).getByRole('status')).toBeInViewport()
  await expectSound(phone)
  if (process.env.LOOKS) await phone.screenshot({ path: `${process.env.LOOKS}/sources-tap.png` })
})
