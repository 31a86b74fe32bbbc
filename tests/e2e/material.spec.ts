/** 材料: a department that holds no section hands in its whole summary; the coordinator takes from it at the desk. */
import { departmentIds, hire, theCoordinator } from '../support/e2e-people.ts'
import { docx, p } from '../support/docx.ts'
import { expect, openBrowser, signIn, test } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

const cell = (words: string) => `<w:tc>${p(words)}</w:tc>`
const summary = docx(
  `${p('规划办2026年工作总结')}${p('一、规划编制')}${p('编制村庄规划八个。完成评审五个。')}${p('二、存在问题')}${p('后备力量不足。')}` +
    `<w:tbl><w:tr>${cell('道路')}${cell('里程')}</w:tr><w:tr>${cell('滨河路')}${cell('三公里')}</w:tr></w:tbl>`,
)
const asFile = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
})

test('Y10 Y13 Y14 Y16 a department without a section hands in its whole summary, the coordinator takes a paragraph and a table from it into two sections, undoes once, and the department sees what became of it', async ({
  browser,
  server,
}, testInfo) => {
  const keeper = await theCoordinator(server)
  const idOf = await departmentIds(keeper)
  const author = await hire(server, keeper, {
    name: '苏禾',
    username: 'suhe',
    departmentIds: [idOf('规划办')],
  })
  const empty = { type: 'doc' as const, content: [{ type: 'paragraph' as const }] }
  const place = { level: 1, numbered: true, role: null, leadId: idOf('农业办'), text: empty }
  const sections = ['工作情况', '存在问题'].map(heading => ({ ...place, heading }))
  const made = await keeper.call('createReport', {}, { title: '2026年工作总结', period: '', sections })
  const path = `/reports/${made.body.id}`
  const [page, theirs] = await Promise.all([openBrowser(browser), openBrowser(browser)])
  await Promise.all([signIn(page, `${server.url}${path}/material`), signIn(theirs, `${server.url}/`, author)])
  await expect(theirs.getByRole('heading', { name: '材料' })).toHaveCount(0)

  // Asked, and told so.
  await page.getByRole('button', { name: '征集材料' }).click()
  const asking = page.getByRole('dialog')
  await asking.getByLabel('向哪些部门征集').click()
  await page.getByRole('option', { name: '规划办' }).click()
  await page.keyboard.press('Escape')
  await asking.getByRole('button', { name: '征集材料' }).click()
  await expect(page.getByText('已向 1 个部门征集').first()).toBeVisible()
  await theirs.goto(`${server.url}/inbox`)
  await theirs.getByRole('link', { name: /请您的部门为《2026年工作总结》交材料/ }).click()
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('材料：2026年工作总结')

  // Read, looked at, handed in.
  await theirs.getByRole('button', { name: '交材料' }).click()
  const dialog = theirs.getByRole('dialog')
  await dialog.locator('input[type=file]').setInputFiles(asFile('规划办年度总结.docx', summary))
  await expect(dialog.getByText('编制村庄规划八个。')).toBeVisible()
  await expect(dialog.getByLabel('名称')).toHaveValue('规划办年度总结')
  await expect(dialog).toHaveCSS('opacity', '1')
  await expectSound(theirs)
  await theirs.screenshot({ path: testInfo.outputPath('dialog.png') })
  await dialog.getByRole('button', { name: '交上去' }).click()
  await expect(dialog).toHaveCount(0)
  const card = theirs.getByRole('list', { name: '已交的材料' }).getByRole('listitem').first()
  await expect(card).toContainText('规划办，苏禾')
  await card.getByText('采用情况（9 段中 0 段已采用）').click()
  await expect(card.getByText('未采用', { exact: true })).toHaveCount(9)

  // On the desk, unused; a paragraph goes into one section, the table into another.
  await page.goto(`${server.url}${path}/desk`)
  const paper = page
    .getByRole('region', { name: '来稿和材料' })
    .getByRole('article', { name: /规划办年度总结/ })
  const draft = page.getByRole('region', { name: '成稿' })
  const section = (name: string) => draft.getByRole('article', { name })
  await expect(paper.getByText('未采用', { exact: true })).toHaveCount(6)
  await paper.getByRole('button', { name: '选中整段：编制村庄规划八个。完成评审五个。' }).click()
  await page.getByRole('button', { name: '放到这里：一、工作情况，第1处' }).click()
  await expect(section('工作情况')).toContainText('编制村庄规划八个。')
  await paper.getByRole('button', { name: /^选中整段：道路/ }).click()
  await page.getByRole('button', { name: '放到这里：二、存在问题，第1处' }).click()
  await expect(section('存在问题')).toContainText('滨河路')
  await expect(paper.getByText('并入（二）')).toBeVisible()
  await expectSound(page)
  await page.screenshot({ path: testInfo.outputPath('desk.png') })

  // The same words once more are asked about; one act is undone, the other stays.
  await paper.getByRole('button', { name: '完成评审五个。', exact: true }).click()
  await page.getByRole('button', { name: '放到这里：二、存在问题，第1处' }).click()
  await expect(page.getByRole('dialog')).toContainText('已放入：一、工作情况')
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await expect(section('存在问题')).not.toContainText('滨河路')
  await expect(section('工作情况')).toContainText('编制村庄规划八个。')

  // The department sees it, and cannot withdraw any more; whose words they are is told.
  await theirs.reload()
  await expect(card).toContainText('已有文字被采用')
  await card.getByText('采用情况（9 段中 1 段已采用）').click()
  await expect(card.getByText('并入（一）')).toHaveCount(1)
  await expect(card.getByRole('button', { name: /撤回/ })).toHaveCount(0)
  await expectSound(theirs)
  await theirs.screenshot({ path: testInfo.outputPath('card.png') })
  await page.goto(`${server.url}${path}`)
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: '看来源' }).click()
  await page.getByRole('treeitem').filter({ hasText: '工作情况' }).click()
  const words = page.getByRole('region', { name: '工作情况' }).locator('.tg-source')
  await expect(words.filter({ hasText: '编制村庄规划八个。' })).toHaveAttribute(
    'title',
    /^苏禾（规划办），.*来自材料 规划办年度总结$/,
  )
})

test('Y10 Y12 pasted words are handed in for somebody, and withdrawn again', async ({ browser, server }) => {
  const keeper = await theCoordinator(server)
  const idOf = await departmentIds(keeper)
  const text = { type: 'doc' as const, content: [{ type: 'paragraph' as const }] }
  const section = { level: 1, numbered: true, role: null, leadId: idOf('农业办'), text, heading: '综述' }
  const made = await keeper.call('createReport', {}, { title: '总结', period: '', sections: [section] })
  const page = await openBrowser(browser)
  await signIn(page, `${server.url}/reports/${made.body.id}/desk`)
  await page.getByRole('button', { name: '添加材料' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('粘贴文字').click()
  await dialog.getByLabel('文字', { exact: true }).fill('修渠十二公里。\n培训农户三百人次。')
  await dialog.getByLabel('名称').fill('李老讲话')
  await dialog.getByLabel('部门').click()
  await page.getByRole('option', { name: '农业办' }).click()
  await dialog.getByLabel('代谁交').fill('李老')
  await dialog.getByRole('button', { name: '看一看' }).click()
  await expect(dialog.getByRole('region', { name: '放进去以后的样子' })).toContainText('修渠十二公里。')
  await dialog.getByRole('button', { name: '交上去' }).click()
  await expect(page.getByRole('article', { name: '李老讲话 农业办 材料' })).toContainText(
    '培训农户三百人次。',
  )
  await page.getByRole('link', { name: '材料', exact: true }).click()
  const card = page.getByRole('list', { name: '已交的材料' }).getByRole('listitem').first()
  await expect(card).toContainText('农业办，李老')
  await card.getByRole('button', { name: '撤回：李老讲话' }).click()
  await expect(page.getByRole('dialog')).toContainText('不能恢复')
  await page.getByRole('dialog').getByRole('button', { name: '撤回', exact: true }).click()
  await expect(page.getByRole('heading', { name: '还没有材料' })).toBeVisible()
})
