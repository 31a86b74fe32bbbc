/** 批注 and 领导批示 while three people have the report open: begun where nobody may write, accepted, undone, settled. */
import type { Locator, Page } from '@playwright/test'
import { departmentIds, hire, theCoordinator } from '../support/e2e-people.ts'
import { expect, openBrowser, type RunningServer, signIn, test, textOf, typeInto } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

const sentence = '全年新建高标准农田一千二百亩，粮食产量稳中有增。'

async function furnish(server: RunningServer) {
  const keeper = await theCoordinator(server)
  const farming = (await departmentIds(keeper))('农业办')
  const [author, reviewer] = await Promise.all([
    hire(server, keeper, { name: '冯亦秋', username: 'feng', departmentIds: [farming] }),
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
      sections: [{ ...section, heading: '农业生产', leadId: farming }],
    },
  )
  return { author, reviewer, address: `${server.url}/reports/${body.id}` }
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

const panelOf = (page: Page) => page.getByRole('region', { name: '批注' })

test('A reviewer proposes where they may not write, the author accepts in one step and takes it back, a leader’s mark is carried out', async ({
  browser,
  server,
}) => {
  const { author, reviewer, address } = await furnish(server)
  const [ours, theirs, keepers] = await Promise.all([
    openBrowser(browser),
    openBrowser(browser),
    openBrowser(browser),
  ])
  await Promise.all([
    signIn(ours, address, author),
    signIn(theirs, address, reviewer),
    signIn(keepers, address),
  ])

  // The reviewer may write nothing, and proposes.
  const read = textOf(theirs, '农业生产')
  await expect(read).toHaveAttribute('contenteditable', 'false')
  await select(read, '一千二百亩')
  await theirs.getByRole('button', { name: '批注', exact: true }).click()
  const writing = panelOf(theirs).getByRole('textbox', { name: '批注' })
  await writing.pressSequentially('台账不一致，请核对 @冯')
  await theirs.getByRole('option', { name: /冯亦秋/ }).click()
  await expect(writing).toHaveValue('台账不一致，请核对 @冯亦秋 ')
  await panelOf(theirs).getByRole('checkbox', { name: '建议改为' }).check()
  await panelOf(theirs).getByRole('textbox', { name: '建议改为' }).fill('一千二百五十亩')
  await expectSound(theirs)
  await writing.press('Control+Enter')
  await expect(read.locator('.tg-comment-chosen')).toHaveText('一千二百亩')
  // They may propose and not accept.
  await expect(panelOf(theirs).getByRole('button', { name: '采纳' })).toHaveCount(0)

  // The author is told, sees it in the text, and types before it: it stays at its words.
  const text = textOf(ours, '农业生产')
  const mark = text.locator('.tg-comment')
  await expect(mark).toHaveText('一千二百亩')
  await text.press('Control+Home')
  await ours.keyboard.type('据统计，')
  await expect(read).toContainText('据统计，')
  await expect(read.locator('.tg-comment')).toHaveText('一千二百亩')
  await mark.click()
  const card = panelOf(ours).getByRole('article')
  await expect(card).toBeFocused()
  await card.getByRole('button', { name: '采纳', exact: true }).click()
  await expect(text).toContainText('农田一千二百五十亩，')
  await expect(read).toContainText('据统计，全年新建高标准农田一千二百五十亩，')
  await expect(panelOf(theirs)).toContainText('冯亦秋 已采纳')
  await text.press('Control+z')
  await expect(text).toContainText('农田一千二百亩，')
  await expect(mark).toHaveText('一千二百亩')
  await expect(text).toContainText('据统计，')

  // The coordinator puts down what a leader said; the department carries it out.
  const sheet = textOf(keepers, '农业生产')
  await select(sheet, '农民增收渠道更宽')
  await keepers.getByRole('button', { name: '登记领导批示' }).first().click()
  const form = keepers.getByRole('form', { name: '登记领导批示' })
  await form.getByLabel('领导姓名').fill('严书敏')
  await form.getByLabel('职务').fill('副镇长')
  await form.getByLabel('批示或修改意见').fill('讲清楚增收多少')
  await form.getByRole('button', { name: '登记' }).click()
  await expectSound(keepers)
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
  const orphan = panelOf(theirs).getByRole('article', { name: /姚听雨 的批注/ })
  await expect(orphan).toContainText('原文已改动或删除')
  await expect(orphan).toContainText('一千二百亩')
  await sheet.press('Control+z')
  await expect(read.locator('.tg-comment').first()).toHaveText('一千二百亩')
  await expect(orphan).not.toContainText('原文已改动或删除')

  // On a phone the mark in the text opens the list over the sheet.
  await theirs.setViewportSize({ width: 390, height: 844 })
  await theirs.emulateMedia({ colorScheme: 'dark' })
  await read.locator('.tg-comment').first().click()
  await expect(theirs.getByRole('dialog').getByRole('article', { name: /姚听雨 的批注/ })).toBeInViewport()
  await expectSound(theirs)
})
