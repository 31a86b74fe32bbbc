/** What the checks find while two people write: underlined, explained, gone to and mended, in both browsers. */
import { expect, makeReport, openBrowser, signIn, test, textOf, typeInto } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

test('A slip is underlined for both who write, explained and listed, and mended in one step that can be undone', async ({
  browser,
  server,
}) => {
  const [page, other] = await Promise.all([openBrowser(browser), openBrowser(browser)])
  await signIn(page, server.url)
  const path = await makeReport(page, server.url, '2026年工作总结', ['主要工作', '下一步打算'])
  await page.goto(`${server.url}${path}`)
  await signIn(other, `${server.url}${path}`)
  await typeInto(page, '主要工作', '截止目前，共完成投资20xx万元。')
  const text = textOf(page, '主要工作')
  const slip = text.locator('.tg-finding-warning', { hasText: '截止' })
  await expect(slip).toHaveAttribute('title', '“截止”似应为“截至”。')
  await expect(text.locator('.tg-finding-error', { hasText: '20xx' })).toBeVisible()
  await expect(textOf(other, '主要工作').locator('.tg-finding-warning')).toHaveText('截止')

  // Counted where both see the outline.
  const counted = other.getByRole('treeitem', { name: /主要工作/ })
  await expect(counted).toContainText('错误 1')
  await expect(counted).toContainText('警告 1')

  // What somebody else writes above moves the place; the words keep their mark.
  await typeInto(other, '主要工作', '共召开会议三次。')
  await expect(text).toContainText('共召开会议三次。')
  await expect(slip).toHaveText('截止')

  await page.getByRole('tab', { name: '检查' }).click()
  const panel = page.getByRole('region', { name: '检查' })
  await expect(panel.getByText('数字被占位符替换掉了')).toBeVisible()
  await expectSound(page)
  await panel.getByRole('button', { name: '改为“截至”' }).click()
  await expect(text).toContainText('截至目前，共完成投资')
  await expect(slip).toHaveCount(0)
  await expect(textOf(other, '主要工作')).toContainText('截至目前')
  await expect(panel.getByText('“截止”似应为“截至”。')).toHaveCount(0)
  await text.press('Control+z')
  await expect(text).toContainText('截止目前，共完成投资')

  // A finding leads to its words.
  await panel
    .getByRole('button', { name: /未填的占位符/ })
    .first()
    .click()
  await expect.poll(() => page.evaluate(() => String(getSelection()))).toBe('20xx')
  // One ignores it with a reason; the other no longer sees it underlined, and reads why.
  // What is ignored is what stands there now: the checks have seen the step taken back.
  await expect(slip).toHaveText('截止')
  await expect(textOf(other, '主要工作').locator('.tg-finding-warning')).toHaveText('截止')
  await panel.getByRole('list', { name: '错误' }).getByRole('button', { name: '忽略…' }).click()
  const dialog = page.getByRole('dialog', { name: '忽略这一处' })
  await dialog.getByLabel('理由').fill('数字下周由统计局核定')
  await dialog.getByRole('button', { name: '忽略', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(text.locator('.tg-finding-error')).toHaveCount(0)
  await expect(textOf(other, '主要工作').locator('.tg-finding-error')).toHaveCount(0)
  await other.getByRole('tab', { name: '检查' }).click()
  const others = other.getByRole('region', { name: '检查' })
  await others.getByText('已忽略 1 条').click()
  await expect(others.getByText('：数字下周由统计局核定')).toBeVisible()
  await expectSound(other)

  // Its words change: it is back, for both.
  await text.press('Control+Home')
  await page.keyboard.type('经核对，')
  await expect(text).toContainText('经核对，截止目前')
  await expect(text.locator('.tg-finding-error')).toHaveText('20xx')
  await expect(textOf(other, '主要工作').locator('.tg-finding-error')).toHaveText('20xx')
  await expect(others.getByText('已忽略 1 条')).toBeHidden()
})

test('By key through the findings: explained beside the words, mended, ignored; many of a kind with a preview and one way back', async ({
  page,
  server,
}) => {
  await signIn(page, server.url)
  const path = await makeReport(page, server.url, '2026年工作总结', ['主要工作', '下一步打算'])
  await page.goto(`${server.url}${path}`)
  await typeInto(page, '主要工作', '截止目前，共完成投资20xx万元。')
  await typeInto(page, '下一步打算', '明年,我们将继续努力,再接再励。')
  const [first, second] = [textOf(page, '主要工作'), textOf(page, '下一步打算')]
  await expect(second.locator('.tg-finding').first()).toBeVisible()
  await expect(first.locator('.tg-finding-error')).toHaveText('20xx')

  await page.getByRole('treeitem').first().click()
  await page.keyboard.press('F8')
  const card = page.getByRole('dialog', { name: /错别字/ })
  await expect(card).toContainText('“截止”似应为“截至”。')
  await expect(card.getByRole('button', { name: /改为“截至”/ })).toBeFocused()
  await expectSound(page)
  if (process.env.LOOKS) await page.screenshot({ path: `${process.env.LOOKS}/finding-card.png` })
  await page.keyboard.press('Enter')
  await expect(first).toContainText('截至目前')
  // The checks have seen it: what is ignored is known by the words around it.
  await expect(page.getByRole('treeitem').first()).not.toContainText('警告')
  await page.keyboard.press('F8')
  const placeholder = page.getByRole('dialog', { name: /未填的占位符/ })
  await expect(placeholder).toBeVisible()
  await page.keyboard.press('Delete')
  const reason = page.getByRole('dialog', { name: '忽略这一处' })
  await reason.getByLabel('理由').fill('数字下周核定')
  await reason.getByRole('button', { name: '忽略', exact: true }).click()
  await expect(first.locator('.tg-finding-error')).toHaveCount(0)

  await expect(reason).toBeHidden()
  // Escape leads back to the words.
  await page.keyboard.press('F8')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.getByRole('tab', { name: '检查' }).click()
  const panel = page.getByRole('region', { name: '检查' })
  await panel.getByRole('button', { name: '批量修正…' }).click()
  const many = page.getByRole('dialog', { name: '批量修正' })
  await expect(many.getByRole('button', { name: /修正 \d+ 处/ })).toBeEnabled()
  await many.getByLabel('全选').check()
  await expectSound(page)
  if (process.env.LOOKS) await page.screenshot({ path: `${process.env.LOOKS}/mend-all.png` })
  await many.getByRole('button', { name: /修正 \d+ 处/ }).click()
  await expect(second).toContainText('明年，我们将继续努力，再接再厉。')
  await page.getByRole('status').getByRole('button', { name: '撤销' }).click()
  await expect(second).toContainText('明年,我们将继续努力,再接再励。')
})

test('C46 A tap on underlined words opens their explanation, which mends them, on a phone', async ({
  browser,
  server,
}) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
  const page = await openBrowser(browser, phone)
  await signIn(page, server.url)
  const path = await makeReport(page, server.url, '2026年工作总结', ['主要工作'])
  await page.goto(`${server.url}${path}`)
  const text = textOf(page, '主要工作')
  await text.tap()
  await page.keyboard.type('截止目前，共完成投资20xx万元。')
  await expect(text.locator('.tg-finding-error')).toHaveText('20xx')
  await text.locator('.tg-finding-warning', { hasText: '截止' }).tap()
  const card = page.getByRole('dialog', { name: /错别字/ })
  await expect(card).toContainText('“截止”似应为“截至”。')
  await expect(card).toBeInViewport({ ratio: 1 })
  await expectSound(page)
  if (process.env.LOOKS) await page.screenshot({ path: `${process.env.LOOKS}/finding-tap.png` })
  await card.getByRole('button', { name: /改为“截至”/ }).tap()
  await expect(text).toContainText('截至目前，')
  await expect(card).toBeHidden()
  await text.locator('.tg-finding-error').tap()
  await expect(page.getByRole('dialog', { name: /未填的占位符/ })).toBeVisible()
})

test('C49 What the house writes its own way is kept in a list that open reports read at once, and what was found goes back as notes', async ({
  browser,
  server,
}) => {
  const [page, sheet] = await Promise.all([openBrowser(browser), openBrowser(browser)])
  await signIn(page, `${server.url}/house`)
  const path = await makeReport(page, server.url, '2026年工作总结', ['主要工作'])
  await signIn(sheet, `${server.url}${path}`)
  await typeInto(sheet, '主要工作', '全年为老百姓办实事20xx件。')
  const text = textOf(sheet, '主要工作')
  await expect(text.locator('.tg-finding-error')).toHaveText('20xx')

  await expect(page.getByText('还没有用语')).toBeVisible()
  await page.getByRole('button', { name: '添加' }).click()
  const form = page.getByRole('dialog', { name: '添加用语' })
  await form.getByLabel('不用的写法').fill('老百姓')
  await form.getByLabel('规范写法').fill('群众')
  await expectSound(page)
  await form.getByRole('button', { name: '保存' }).click()
  await expect(text.locator('.tg-finding-warning')).toHaveText('老百姓')

  // A table is looked at before it comes in; what cannot come is named.
  const table = '类别,写法,应为\n规范表述,老百姓,人民群众\n自称,我镇\n怪类,甲\n'
  await page.locator('input[type=file]').setInputFiles({
    name: '用语.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(table),
  })
  const preview = page.getByRole('dialog', { name: '导入“用语.csv”' })
  await expect(preview.getByText('新增 1 条，修改 1 条，0 条与表中相同。')).toBeVisible()
  await expect(preview.getByText(/第 4 行：不认识的类别/)).toBeVisible()
  await expectSound(page)
  await preview.getByRole('button', { name: '导入 2 条' }).click()
  await expect(page.getByRole('row', { name: /老百姓 人民群众/ })).toBeVisible()
  await page.getByRole('status').filter({ hasText: '已导入' }).getByRole('button', { name: '撤销' }).click()
  await expect(page.getByRole('row', { name: /老百姓 群众/ })).toBeVisible()
  await page.getByRole('button', { name: '删除“老百姓”' }).click()
  await expect(text.locator('.tg-finding-warning')).toHaveCount(0)
  await page.getByRole('status').filter({ hasText: '已删除' }).getByRole('button', { name: '撤销' }).click()
  await expect(text.locator('.tg-finding-warning')).toHaveText('老百姓')

  await sheet.getByRole('button', { name: '报送', exact: true }).first().click()
  const submit = sheet.getByRole('dialog')
  await submit.getByRole('button', { name: '报送', exact: true }).click()
  await expect(submit).toBeHidden()
  await sheet.getByRole('tab', { name: '检查' }).click()
  await sheet.getByRole('button', { name: '退改意见…' }).click()
  const remarks = sheet.getByRole('dialog', { name: '退改意见' })
  await remarks.getByLabel('一、主要工作').check()
  await remarks.getByLabel(/老百姓/).uncheck()
  await remarks.getByLabel('退回原因').fill('数字没有填')
  await expectSound(sheet)
  await remarks.getByRole('button', { name: '退回 1 个章节' }).click()
  await expect(remarks).toBeHidden()
  const { sections } = await (await page.request.get(`${server.url}/api/v1${path}`)).json()
  expect(sections[0].status).toBe('returned')
  expect(sections[0].progress.notes).toEqual([
    { quote: '20xx', note: '数字被占位符替换掉了，请找原始材料核对后补上。' },
  ])
})
