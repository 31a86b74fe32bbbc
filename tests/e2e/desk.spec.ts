/** 统稿台 beside three open reports: the coordinator takes over, moves and takes back while two departments type and
 * a reviewer reads. */
import type { Page } from '@playwright/test'
import { departmentIds, hire, theCoordinator } from '../support/e2e-people.ts'
import { expect, expectSame, openBrowser, signIn, test, textOf } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

const lines = (...texts: string[]) => ({
  type: 'doc' as const,
  content: texts.map(text => ({ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] })),
})

test('Y1 Y4 Y6 Q2 a coordinator takes over, moves and undoes while two departments type and a reviewer reads, and nobody loses a letter', async ({
  browser,
  server,
}) => {
  const keeper = await theCoordinator(server)
  const idOf = await departmentIds(keeper)
  const [farming, planning] = [idOf('农业办'), idOf('规划办')]
  const [author, colleague, reviewer] = await Promise.all([
    hire(server, keeper, { name: '李文', username: 'liwen', departmentIds: [farming] }),
    hire(server, keeper, { name: '苏禾', username: 'suhe', departmentIds: [planning] }),
    hire(server, keeper, { name: '姚听雨', username: 'yao', role: 'reviewer' }),
  ])
  const place = { level: 1, numbered: true, role: null }
  const sections = [
    {
      ...place,
      heading: '农业生产',
      leadId: farming,
      text: lines('修渠十二公里。新建泵站两座。', '培训农户三百人次。'),
    },
    { ...place, heading: '下一步打算', leadId: farming, text: lines('再接再厉。', '明年继续努力。') },
    { ...place, heading: '综述', leadId: planning, text: lines('全年工作平稳。') },
  ]
  const made = await keeper.call('createReport', {}, { title: '2026年工作总结', period: '', sections })
  const reportId = made.body.id
  await author.call('submitSection', { reportId, sectionId: made.body.sections[0]?.id ?? '' }, {})

  const path = `${server.url}/reports/${reportId}`
  const [typing, other, reading, page] = await Promise.all([
    openBrowser(browser),
    openBrowser(browser),
    openBrowser(browser),
    openBrowser(browser),
  ])
  await Promise.all([
    signIn(typing, path, author),
    signIn(other, path, colleague),
    signIn(reading, path, reviewer),
    signIn(page, `${path}/desk`),
  ])
  await typing.getByRole('treeitem').filter({ hasText: '下一步打算' }).click()
  const theirs = textOf(typing, '下一步打算')
  await theirs.click()
  await typing.keyboard.press('Control+End')

  const material = page.getByRole('region', { name: '来稿' })
  const draft = page.getByRole('region', { name: '成稿' })
  const section = (name: string) => draft.getByRole('article', { name })
  await expect(material.getByText('采用', { exact: true })).toHaveCount(2)

  // A sentence of the 来稿, into the section that the author types in.
  await typing.keyboard.type('一是')
  await material.getByRole('button', { name: '新建泵站两座。', exact: true }).click()
  await typing.keyboard.type('抓')
  await expect(section('下一步打算')).toContainText('一是抓')
  await section('下一步打算').getByRole('button', { name: '接在段末' }).last().click()
  await expect(section('下一步打算')).toContainText('新建泵站两座。')
  await typing.keyboard.type('水利')
  await expect(theirs).toContainText('新建泵站两座。')
  await expect(theirs).toContainText('一是抓')
  await expect(section('下一步打算')).toContainText('水利')

  // The same words once more are asked about.
  await material.getByRole('button', { name: '新建泵站两座。', exact: true }).click()
  await section('综述').getByRole('button', { name: '接在段末' }).click()
  await expect(page.getByRole('dialog')).toContainText('已放入：二、下一步打算')
  // While it fades in, its words are pale.
  await expect(page.getByRole('dialog')).toHaveCSS('opacity', '1')
  await expectSound(page)
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  await page.keyboard.press('Escape')

  // A paragraph of one section dragged into another, which the author sees go; and back by Ctrl+Z.
  await section('农业生产').getByRole('button', { name: '选中整段：培训农户三百人次。' }).hover()
  await page.mouse.down()
  const slot = section('综述').locator('.desk-slot').last()
  // Places open up once something is carried: the hand follows.
  await expect(async () => {
    await slot.hover({ force: true })
    await expect(slot).toHaveAttribute('data-over', '', { timeout: 500 })
  }).toPass()
  await page.mouse.up()
  await expect(section('综述')).toContainText('培训农户三百人次。')
  await expect(section('农业生产')).not.toContainText('培训农户三百人次。')
  await expect(material.getByText('并入（三）')).toBeVisible()
  await expect(typing.getByRole('region', { name: '综述' })).toContainText('培训农户')
  await page.keyboard.press('Control+z')
  await expect(section('农业生产')).toContainText('培训农户三百人次。')
  await expect(section('综述')).not.toContainText('培训农户三百人次。')

  // All four at once: both departments type where the coordinator moves a paragraph from and to, and takes it back.
  const read = textOf(reading, '综述')
  await expect(read).toHaveAttribute('contenteditable', 'false')
  const plans = section('下一步打算').locator('.desk-words > p')
  const joined = await plans.last().innerText()
  await theirs.locator('p').last().click()
  await typing.keyboard.press('Control+End')
  await textOf(other, '综述').locator('p').first().click()
  await other.keyboard.press('End')
  const paragraph = '再接再厉。'
  const carry = async () => {
    await section('下一步打算')
      .getByRole('button', { name: `选中整段：${paragraph}` })
      .click()
    await page.getByRole('button', { name: '放到这里：三、综述，第2处' }).click()
    await expect(section('综述')).toContainText(paragraph)
  }
  const intrude = async () => {
    await read.click()
    await reading.keyboard.type('改一改', { delay: 25 })
  }
  await Promise.all([
    typing.keyboard.type('渠水通到田头。', { delay: 40 }),
    other.keyboard.type('民生保障有力。', { delay: 40 }),
    carry(),
    intrude(),
  ])
  const sheets = [typing, other, reading]
  await expectSame(sheets, '下一步打算', [`${joined}渠水通到田头。`])
  await expectSame(sheets, '综述', ['全年工作平稳。民生保障有力。', paragraph])
  await expect(section('综述').locator('.desk-words > p')).toHaveText([
    '全年工作平稳。民生保障有力。',
    paragraph,
  ])
  await Promise.all([
    typing.keyboard.type('庄稼喝上了水。', { delay: 40 }),
    other.keyboard.type('办事更便捷。', { delay: 40 }),
    page.keyboard.press('Control+z'),
    intrude(),
  ])
  const planned = [paragraph, `${joined}渠水通到田头。庄稼喝上了水。`]
  await expectSame(sheets, '下一步打算', planned)
  await expectSame(sheets, '综述', ['全年工作平稳。民生保障有力。办事更便捷。'])
  await expect(plans).toHaveText(planned)

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
  await page.goto(path)
  await showSources(page)
  await expect(legend(page)).toContainText('%')
  await legend(page).getByText('按个人').click()
  await expect(legend(page)).toContainText('李文')
  await textOf(page, '综述').getByText('新建泵站两座。').click()
  await expect(legend(page).getByRole('status')).toContainText('第1轮来稿')
  const all = [...sheets, page]
  await expectSame(all, '综述', ['全年工作平稳。民生保障有力。办事更便捷。', ...planned])
  await expectSame(all, '下一步打算', [''])
  await expect(read).toHaveAttribute('contenteditable', 'false')
  await expectSound(page)
})
