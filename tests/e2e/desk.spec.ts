/** 统稿台 in two browsers: the coordinator takes over and moves while an author types, and takes it back. */
import type { Page } from '@playwright/test'
import { departmentIds, hire, theCoordinator } from '../support/e2e-people.ts'
import { expect, openBrowser, signIn, test, textOf } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

const lines = (...texts: string[]) => ({
  type: 'doc' as const,
  content: texts.map(text => ({ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] })),
})

test('Y1 Y4 Y6 Q2 a coordinator takes over, moves and undoes while an author types, and nobody loses a letter', async ({
  browser,
  server,
}) => {
  const keeper = await theCoordinator(server)
  const idOf = await departmentIds(keeper)
  const { body: departments } = await keeper.call('listDepartments', {})
  const farming = departments[0]?.id ?? idOf('')
  const author = await hire(server, keeper, { name: '李文', username: 'liwen', departmentIds: [farming] })
  const place = { level: 1, numbered: true, role: null }
  const sections = [
    {
      ...place,
      heading: '农业生产',
      leadId: farming,
      text: lines('修渠十二公里。新建泵站两座。', '培训农户三百人次。'),
    },
    { ...place, heading: '下一步打算', leadId: farming, text: lines('明年继续努力。') },
    { ...place, heading: '综述', text: lines('全年工作平稳。') },
  ]
  const made = await keeper.call('createReport', {}, { title: '2026年工作总结', period: '', sections })
  const reportId = made.body.id
  await author.call('submitSection', { reportId, sectionId: made.body.sections[0]?.id ?? '' }, {})

  const typing = await openBrowser(browser)
  await signIn(typing, `${server.url}/reports/${reportId}`, author)
  await typing.getByRole('treeitem').filter({ hasText: '下一步打算' }).click()
  const theirs = textOf(typing, '下一步打算')
  await theirs.click()
  await typing.keyboard.press('Control+End')

  const page = await openBrowser(browser)
  await signIn(page, `${server.url}/reports/${reportId}/desk`)
  const material = page.getByRole('region', { name: '来稿' })
  const draft = page.getByRole('region', { name: '成稿' })
  const section = (name: string) => draft.getByRole('article', { name })
  await expect(material.getByText('采用', { exact: true })).toHaveCount(2)

  // A sentence of the 来稿, into the section that the author types in.
  await typing.keyboard.type('一是')
  await material.getByRole('button', { name: '新建泵站两座。', exact: true }).click()
  await typing.keyboard.type('抓')
  await expect(section('下一步打算')).toContainText('一是抓')
  await section('下一步打算').getByRole('button', { name: '接在段末' }).click()
  await expect(section('下一步打算')).toContainText('新建泵站两座。')
  await typing.keyboard.type('水利')
  await expect(theirs).toContainText('新建泵站两座。')
  await expect(theirs).toContainText('一是抓')
  await expect(section('下一步打算')).toContainText('水利')

  // The same words once more are asked about.
  await material.getByRole('button', { name: '新建泵站两座。', exact: true }).click()
  await section('综述').getByRole('button', { name: '接在段末' }).click()
  await expect(page.getByRole('dialog')).toContainText('已放入：二、下一步打算')
  await expectSound(page)
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  await page.keyboard.press('Escape')

  // A paragraph of one section dragged into another, which the author sees go; and back by Ctrl+Z.
  await section('农业生产')
    .getByRole('button', { name: '选中整段：培训农户三百人次。' })
    .dragTo(section('综述').locator('.desk-slot').last())
  await expect(section('综述')).toContainText('培训农户三百人次。')
  await expect(section('农业生产')).not.toContainText('培训农户三百人次。')
  await expect(material.getByText('并入（三）')).toBeVisible()
  await expect(typing.getByRole('region', { name: '综述' })).toContainText('培训农户')
  await page.keyboard.press('Control+z')
  await expect(section('农业生产')).toContainText('培训农户三百人次。')
  await expect(section('综述')).not.toContainText('培训农户三百人次。')

  // By keys alone: pick, choose the section, put.
  await section('下一步打算').getByRole('button', { name: '选中整节' }).focus()
  await page.keyboard.press('Enter')
  const bar = page.getByRole('region', { name: '已选' })
  await bar.getByLabel('放到哪一节').fill('综述')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await bar.getByRole('button', { name: '放到节末' }).press('Enter')
  await expect(section('综述')).toContainText('一是抓')
  await expect(section('下一步打算')).toContainText('（空）')
  await expectSound(page)

  // Who wrote this: the letters that the coordinator carried are the author's, also where they are now.
  const showSources = async (at: Page) => {
    await at.getByRole('button', { name: '更多' }).click()
    await at.getByRole('menuitem', { name: '看来源' }).click()
    await at.getByRole('treeitem').filter({ hasText: '综述' }).click()
  }
  await showSources(typing)
  const carried = typing.getByRole('region', { name: '综述' }).locator('.tg-source')
  await expect(carried.filter({ hasText: '新建泵站两座。' })).toHaveAttribute(
    'title',
    /^李文（农业办），.*来自 一、农业生产 第1轮来稿$/,
  )
  await typing.getByRole('treeitem').filter({ hasText: '农业生产' }).click()
  await typing.getByRole('button', { name: '查看来稿' }).click()
  await expect(typing.getByRole('dialog').getByText('采用', { exact: true })).toHaveCount(2)
  await typing.keyboard.press('Escape')
  await typing.getByRole('treeitem').filter({ hasText: '综述' }).click()
  const legend = (at: Page) => at.getByRole('region', { name: '看来源' })
  await expect(legend(typing)).toContainText('农业办')
  await expect(legend(typing)).not.toContainText('%')
  await page.goto(`${server.url}/reports/${reportId}`)
  await showSources(page)
  await expect(legend(page)).toContainText('%')
  await legend(page).getByText('按个人').click()
  await expect(legend(page)).toContainText('李文')
  await textOf(page, '综述').getByText('新建泵站两座。').click()
  await expect(legend(page).getByRole('status')).toContainText('第1轮来稿')
  await expectSound(page)
})
