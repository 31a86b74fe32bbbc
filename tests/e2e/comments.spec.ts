/** 批注 and 领导批示 while four people have the report open: begun where one may not write, accepted, undone, settled. */
import type { Locator, Page } from '@playwright/test'
import { departmentIds, hire, theCoordinator } from '../support/e2e-people.ts'
import {
  expect,
  expectSame,
  openBrowser,
  type RunningServer,
  signIn,
  test,
  textOf,
  typeInto,
} from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

const sentence = '全年新建高标准农田一千二百亩，粮食产量稳中有增。'

async function furnish(server: RunningServer) {
  const keeper = await theCoordinator(server)
  const idOf = await departmentIds(keeper)
  const farming = idOf('农业办')
  const [author, colleague, reviewer] = await Promise.all([
    hire(server, keeper, { name: '冯亦秋', username: 'feng', departmentIds: [farming] }),
    hire(server, keeper, { name: '林知远', username: 'lin', departmentIds: [idOf('规划办')] }),
    hire(server, keeper, { name: '姚听雨', username: 'yao', role: 'reviewer' }),
  ])
  const content = [sentence, '农民增收渠道更宽。'].map(text => ({
    type: 'paragraph' as const,
    content: [{ type: 'text' as const, text }],
  }))
  const section = { level: 1, numbered: true, role: null, text: { type: 'doc' as const, content } }
  const { body } = await keeper.call(
    'createReport',
    {},
    {
      title: '2026年工作总结',
      period: '2026年',
      sections: [
        { ...section, heading: '农业生产', leadId: farming },
        { ...section, heading: '下一步打算', leadId: idOf('规划办') },
      ],
    },
  )
  return { author, colleague, reviewer, address: `${server.url}/reports/${body.id}` }
}

/** As with the mouse, also where nothing can be typed. */
async function select(text: Locator, words: string): Promise<void> {
  await expect(text).toContainText(words)
  await text.evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1
      if (at === -1) continue
      getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length)
      return
    }
    throw new Error(`not in one piece: ${wanted}`)
  }, words)
}

/**
 * Chooses words and presses the button that then shows; again, as a person would, where somebody's letters came in
 * between the two: a text that is drawn anew before the editor has heard of a selection loses it.
 */
async function press(button: Locator, text: Locator, words: string): Promise<void> {
  await expect(async () => {
    await select(text, words)
    await button.click({ timeout: 5000 })
  }).toPass()
}

const panelOf = (page: Page) => page.getByRole('region', { name: '批注' })

test('Four at once: a reviewer proposes and a colleague comments where they may not write, the author accepts and takes it back, a leader’s mark is carried out', async ({
  browser,
  server,
}) => {
  const { author, colleague, reviewer, address } = await furnish(server)
  const [ours, others, theirs, keepers] = await Promise.all([
    openBrowser(browser),
    openBrowser(browser),
    openBrowser(browser),
    openBrowser(browser),
  ])
  await Promise.all([
    signIn(ours, address, author),
    signIn(others, address, colleague),
    signIn(theirs, address, reviewer),
    signIn(keepers, address),
  ])

  // At the same time the reviewer proposes, a colleague comments, the author types before both, and the coordinator
  // puts down what a leader said.
  const all = [ours, others, theirs, keepers]
  const read = textOf(theirs, '农业生产')
  const text = textOf(ours, '农业生产')
  const sheet = textOf(keepers, '农业生产')
  for (const at of [others, theirs])
    await expect(textOf(at, '农业生产')).toHaveAttribute('contenteditable', 'false')
  const propose = async () => {
    await press(theirs.getByRole('button', { name: '批注', exact: true }), read, '一千二百亩')
    const writing = panelOf(theirs).getByRole('textbox', { name: '批注' })
    await writing.pressSequentially('台账不一致，请核对 @冯')
    await theirs.getByRole('option', { name: /冯亦秋/ }).click()
    await expect(writing).toHaveValue('台账不一致，请核对 @冯亦秋 ')
    await panelOf(theirs).getByRole('checkbox', { name: '建议改为' }).check()
    await panelOf(theirs).getByRole('textbox', { name: '建议改为' }).fill('一千二百五十亩')
    await expectSound(theirs)
    await writing.press('Control+Enter')
    await expect(read.locator('.tg-comment-chosen')).toHaveText('一千二百亩')
  }
  const comment = async () => {
    const button = others.getByRole('button', { name: '批注', exact: true })
    await press(button, textOf(others, '农业生产'), '粮食产量')
    const writing = panelOf(others).getByRole('textbox', { name: '批注' })
    await writing.fill('请与统计口径一致')
    await writing.press('Control+Enter')
    await expect(textOf(others, '农业生产').locator('.tg-comment-chosen')).toHaveText('粮食产量')
  }
  const type = async () => {
    await text.press('Control+Home')
    await ours.keyboard.type('据统计，', { delay: 40 })
  }
  const putDown = async () => {
    const button = keepers.getByRole('button', { name: '登记领导批示' }).first()
    await press(button, sheet, '农民增收渠道更宽')
    const form = keepers.getByRole('form', { name: '登记领导批示' })
    await form.getByLabel('领导姓名').fill('严书敏')
    await form.getByLabel('职务').fill('副镇长')
    await form.getByLabel('批示或修改意见').fill('讲清楚增收多少')
    await form.getByRole('button', { name: '登记' }).click()
    await expectSound(keepers)
  }
  await Promise.all([propose(), comment(), type(), putDown()])

  // All four see the same text, and each remark at its words.
  const typed = `据统计，${sentence}`
  await expectSame(all, '农业生产', [typed, '农民增收渠道更宽。'])
  const about = ['一千二百亩', '粮食产量', '农民增收渠道更宽']
  for (const at of all) await expect(textOf(at, '农业生产').locator('.tg-comment')).toHaveText(about)

  // The author is told and sees it in the text.
  const mark = text.locator('.tg-comment').filter({ hasText: '一千二百亩' })
  await mark.click()
  const card = panelOf(ours).getByRole('article', { name: /姚听雨 的批注/ })
  await expect(card).toBeFocused()
  for (const at of all) await expect(panelOf(at).getByRole('article')).toHaveCount(3)
  // Who may not write proposes and does not accept.
  for (const at of [others, theirs])
    await expect(panelOf(at).getByRole('button', { name: '采纳' })).toHaveCount(0)
  // The answer comes late: the text is here before it, and so is who changes their mind.
  const answered = Promise.withResolvers<void>()
  await ours.route(/\/comments\/\w+\/proposal$/, async route => {
    const response = await route.fetch()
    await answered.promise
    await route.fulfill({ response })
  })
  await card.getByRole('button', { name: '采纳', exact: true }).click()
  await expect(text).toContainText('农田一千二百五十亩，')
  await expect(read).toContainText('据统计，全年新建高标准农田一千二百五十亩，')
  await expect(panelOf(theirs)).toContainText('冯亦秋 已采纳')
  await text.press('Control+z')
  answered.resolve()
  await expect(text).toContainText('农田一千二百亩，')
  await expect(mark).toHaveText('一千二百亩')
  await expect(text).toContainText('据统计，')
  // Whoever took it back by then is not told that it is done.
  expect(await ours.getByText('已采纳，正文已经改好。').count()).toBe(0)

  // The department carries out what the leader said.
  const marked = panelOf(ours).getByRole('article', { name: '严书敏 的批示：讲清楚增收多少' })
  await expect(marked).toContainText('副镇长 严书敏')
  await typeInto(ours, '农业生产', '人均增收八百元。')
  await marked.getByRole('button', { name: '落实' }).click()
  const dialog = ours.getByRole('dialog', { name: '这条批示已经落实' })
  await dialog.getByLabel('怎么落实的').fill('补充了人均增收')
  await dialog.getByRole('button', { name: '落实' }).click()
  await expect(marked).toContainText('冯亦秋')
  const kept = panelOf(keepers)
  await kept.getByRole('combobox', { name: '显示' }).selectOption('settled')
  await expect(kept.getByRole('article')).toContainText('补充了人均增收')

  // What a comment was about is deleted: it is still there, with its words; undone, it is back at its place.
  await kept.getByRole('combobox', { name: '显示' }).selectOption('open')
  await sheet.press('Control+Home')
  await keepers.keyboard.press('Control+Shift+End')
  await keepers.keyboard.press('Delete')
  await expect(sheet).toHaveText('')
  const orphan = panelOf(theirs).getByRole('article', { name: /姚听雨 的批注/ })
  await expect(orphan).toContainText('原文已改动或删除')
  await expect(orphan).toContainText('一千二百亩')
  await sheet.press('Control+z')
  await expect(read.locator('.tg-comment').first()).toHaveText('一千二百亩')
  await expect(orphan).not.toContainText('原文已改动或删除')
  await expectSame(all, '农业生产', [typed, '农民增收渠道更宽。人均增收八百元。'])
  for (const at of [others, theirs])
    await expect(textOf(at, '农业生产')).toHaveAttribute('contenteditable', 'false')

  // On a phone the mark in the text opens the list over the sheet.
  await theirs.setViewportSize({ width: 390, height: 844 })
  await theirs.emulateMedia({ colorScheme: 'dark' })
  await read.locator('.tg-comment').first().click()
  await expect(theirs.getByRole('dialog').getByRole('article', { name: /姚听雨 的批注/ })).toBeInViewport()
  await expectSound(theirs)
})
