/** A figure of the register in the hands of two people: cited, changed and filled in, live for both. */
import { expect, makeReport, openBrowser, signIn, test, textOf, typeInto } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

test('T13 a typed number becomes a citation; its value changes for both at once, and a gap is filled in from the text', async ({
  browser,
  server,
}) => {
  const [page, other] = await Promise.all([openBrowser(browser), openBrowser(browser)])
  await signIn(page, server.url)
  const path = await makeReport(page, server.url, '2026年工作总结', ['主要工作'])
  await page.goto(`${server.url}${path}`)
  await signIn(other, `${server.url}${path}`)
  const [text, others] = [textOf(page, '主要工作'), textOf(other, '主要工作')]

  await typeInto(page, '主要工作', '今年财政收入3120.5万元')
  await page.keyboard.press('Control+Alt+g')
  const chooser = page.getByRole('dialog', { name: '引用指标' })
  await expect(chooser.getByRole('option')).toHaveText(['登记“财政收入”并引用3120.5万元'])
  await page.keyboard.press('Enter')
  await expect(text.locator('[data-figure]')).toHaveText('3120.5万元')
  await page.keyboard.type('，稳中有进。')
  await expect(others).toContainText('今年财政收入3120.5万元，稳中有进。')

  await page.getByRole('tab', { name: '指标' }).click()
  const panel = page.getByRole('region', { name: '指标库' })
  await panel.getByRole('button', { name: '修改 财政收入' }).click()
  const dialog = page.getByRole('dialog', { name: '指标：财政收入' })
  await expect(dialog.getByLabel('数值')).toBeFocused()
  await expectSound(page)
  await dialog.getByLabel('数值').fill('')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(text).toContainText('今年财政收入＿＿万元，稳中有进。')
  await expect(panel).toContainText('共 1 项，待填 1 项')

  // The other fills the gap where it stands.
  await others.locator('.tg-figure-blank').click()
  const filling = other.getByRole('dialog', { name: '指标：财政收入' })
  await filling.getByLabel('数值').fill('3,200')
  await filling.getByText('核定', { exact: true }).click()
  await filling.getByRole('button', { name: '保存' }).click()
  for (const one of [text, others]) await expect(one).toContainText('今年财政收入3200万元，稳中有进。')
  await expect(panel).toContainText('未核定 0 项')
  await expectSound(page)

  // What is copied says the value.
  await text.press('Control+a')
  const copied = await text.evaluate(element => {
    const data = new DataTransfer()
    element.dispatchEvent(
      new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }),
    )
    return [data.getData('text/plain'), data.getData('text/html').replaceAll(/<[^>]*>/g, '')]
  })
  expect(copied).toEqual(['今年财政收入3200万元，稳中有进。', '今年财政收入3200万元，稳中有进。'])
})
