/**
 * A whole year's report: a coordinator plans twelve sections over four departments from a template; they hand in
 * late and on time, in the editor, on the plain page and by 代录; one comes back twice; a head signs by link;
 * opinions are asked for; everything is accepted; final. What persons do is done in browsers, the rest over HTTP.
 */
import type { Browser, Locator, Page } from '@playwright/test'
import { departmentIds, hire, type Somebody, theCoordinator } from '../support/e2e-people.ts'
import {
  expect,
  expectWritable,
  goTo,
  joinByLink,
  openBrowser,
  type RunningServer,
  signIn,
  test,
  typeInto,
} from '../support/e2e.ts'

const title = '澄溪镇2026年工作总结'
const sown = '全年修渠十二公里。'

type At = { readonly reportId: string; readonly sectionId: string }

/** Who holds what beside 党政办, which holds the rest; the sections of 民生办 are late already. */
const shares = {
  农业办: ['农业生产和乡村建设'],
  规划办: ['经济运行和项目建设', '生态环境和村镇管理', '重点任务'],
  民生办: ['民生保障和社会事业', '安全稳定和基层治理'],
} as const

async function planFromTemplate(page: Page, server: RunningServer, keeper: Somebody): Promise<void> {
  await page.goto(`${server.url}/reports/new?from=template`)
  await page.getByRole('button', { name: /乡镇年度工作总结/ }).click()
  await page.getByRole('textbox', { name: '标题' }).fill(title)
  await page.getByRole('button', { name: '建立报告' }).click()
  await expect(page.getByRole('treeitem')).toHaveCount(13)
  const reportId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const { body } = await keeper.call('getReport', { reportId })
  const sectionId = body.sections.find(one => one.heading === '民生实事')?.id ?? ''
  expect((await keeper.call('deleteSection', { reportId, sectionId })).status).toBe(200)
  await expect(page.getByRole('treeitem')).toHaveCount(12)
}

const row = (board: Page, heading: string): Locator => board.getByRole('row').filter({ hasText: heading })

/** The whole report to one department in one dialog, as the board does it. */
async function assignAll(board: Page, department: string): Promise<void> {
  await board.getByRole('checkbox', { name: '全选' }).check()
  await board.getByRole('button', { name: '分工', exact: true }).click()
  const dialog = board.getByRole('dialog')
  await dialog.getByRole('combobox', { name: '主办' }).click()
  await board.getByRole('option', { name: department }).click()
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(board.getByText('已修改 12 个章节')).toBeVisible()
}

async function submit(page: Page, passOver?: string): Promise<void> {
  await page.getByRole('button', { name: '报送', exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('签审')
  if (passOver !== undefined) await dialog.getByLabel('略过规划办的理由').fill(passOver)
  await dialog.getByRole('button', { name: '报送', exact: true }).click()
  await expect(page.getByText('等待部门负责人签审')).toBeVisible()
}

/** 代签 in the panel. */
async function recordSignature(page: Page): Promise<void> {
  await page.getByRole('button', { name: '登记代签' }).click()
  const record = page.getByRole('dialog')
  await record.getByLabel('签审人姓名').fill('闻人敬')
  await record.getByRole('button', { name: '登记', exact: true }).click()
  await expect(page.getByText('已报送，等待统稿人处理')).toBeVisible()
}

async function phoneOf(browser: Browser): Promise<Page> {
  return openBrowser(browser, { viewport: { width: 390, height: 844 } })
}

test('A town’s year, from a template to the final text', async ({ browser, server }) => {
  const keeper = await theCoordinator(server)
  await keeper.call('createDepartment', {}, { name: '党政办' })
  await keeper.call('createDepartment', {}, { name: '民生办' })
  const idOf = await departmentIds(keeper)
  const coordinator = await openBrowser(browser)
  await signIn(coordinator, server.url)

  await test.step('planned from a template and shared out on the board', async () => {
    await planFromTemplate(coordinator, server, keeper)
    await coordinator.goto(`${coordinator.url().split('#')[0]}/board`)
    await assignAll(coordinator, '党政办')
  })
  const board = coordinator.url()
  const reportId = new URL(board).pathname.split('/')[2] ?? ''
  const { body: planned } = await keeper.call('getReport', { reportId })
  const at = (heading: string): At => ({
    reportId,
    sectionId: planned.sections.find(one => one.heading === heading)?.id ?? '',
  })
  for (const [department, headings] of Object.entries(shares)) {
    const sectionIds = headings.map(heading => at(heading).sectionId)
    const dueAt = department === '民生办' ? '2026-01-05T10:00:00Z' : '2099-12-01T10:00:00Z'
    const change = { leadId: idOf(department), dueAt }
    expect((await keeper.call('changeSections', { reportId }, { sectionIds, change })).status).toBe(200)
  }
  const farming = at('农业生产和乡村建设')
  await keeper.call('changeSection', farming, { coIds: [idOf('规划办')] })
  await keeper.call('changeReport', { reportId }, { signoff: 'head' })

  const farmer = await openBrowser(browser)
  const planner = await phoneOf(browser)
  await test.step('each department gets its notice, which prints, and comes in by the link in it', async () => {
    await expect(row(coordinator, '民生保障和社会事业')).toContainText('逾期')
    await coordinator.goto(`${server.url}/reports/${reportId}/notice`)
    const linkFor = async (department: string) => {
      await coordinator.getByRole('button', { name: `为${department}生成邀请链接` }).click()
      const text = coordinator.getByRole('textbox', { name: `给${department}的文字` })
      await expect(text).toHaveValue(/\/join#/)
      return /http\S+\/join#\S+/.exec(await text.inputValue())?.[0] ?? ''
    }
    const links = [await linkFor('农业办'), await linkFor('规划办')]
    await coordinator.emulateMedia({ media: 'print' })
    await expect(coordinator.locator('.notice-printed').filter({ hasText: '农业办' })).toBeVisible()
    await expect(coordinator.getByRole('img', { name: '农业办的二维码' })).toBeVisible()
    await expect(coordinator.getByRole('button', { name: '打印' })).toBeHidden()
    await coordinator.emulateMedia({ media: 'screen' })
    await joinByLink(farmer, links[0] ?? '', '罗麦生')
    await planner.addInitScript(() => Reflect.deleteProperty(window, 'WebSocket'))
    await joinByLink(planner, links[1] ?? '', '程砚舟')
  })

  await test.step('on time by the plain page, on a phone without a WebSocket', async () => {
    const plain = ({ sectionId }: At) => planner.goto(`${server.url}/hand-in/${reportId}/${sectionId}`)
    await plain(at('经济运行和项目建设'))
    await planner.getByLabel('本节文字').fill('新开工项目三个。')
    await planner.getByRole('button', { name: '报送' }).click()
    await planner.getByRole('button', { name: '确定报送' }).click()
    await expect(planner.getByRole('heading', { name: '已报送' })).toBeVisible()
    await plain(farming)
    await planner.getByRole('button', { name: '本部门已写完' }).click()
    await expect(planner.getByText('规划办 · 已写完')).toBeVisible()
  })

  await test.step('in the editor, and the head signs on a phone, without an account', async () => {
    await typeInto(farmer, '农业生产和乡村建设', sown)
    await submit(farmer)
    await farmer.getByRole('button', { name: '发签审链接' }).click()
    const dialog = farmer.getByRole('dialog')
    await dialog.getByLabel('签审人姓名').fill('闻人敬')
    await dialog.getByRole('button', { name: '生成链接' }).click()
    const link = await dialog.locator('input[readonly]').inputValue()
    await farmer.keyboard.press('Escape')
    const phone = await phoneOf(browser)
    await phone.goto(link)
    await expect(phone.getByText(sown)).toBeVisible()
    await phone.getByRole('button', { name: '同意', exact: true }).click()
    await expect(phone.getByRole('heading', { name: '已签审' })).toBeVisible()
    await expect(farmer.getByRole('button', { name: '撤回' })).toBeVisible()
    await phone.context().close()
  })

  await test.step('late, by 代录 from a file that stays attached', async () => {
    await coordinator.goto(`${server.url}/reports/${reportId}#${at('民生保障和社会事业').sectionId}`)
    await goTo(coordinator, '民生保障和社会事业')
    await coordinator.getByRole('button', { name: '代录' }).click()
    const dialog = coordinator.getByRole('dialog')
    await dialog.getByLabel('替谁录入').fill('苗青')
    const text = dialog.getByLabel('文字', { exact: true })
    await expect(text).toBeEnabled()
    const file = { name: '民生.txt', mimeType: 'text/plain', buffer: Buffer.from('新建幸福食堂两处。') }
    await coordinator.locator('input[type=file]').last().setInputFiles(file)
    await expect(text).toHaveValue('新建幸福食堂两处。')
    await dialog.getByRole('button', { name: '录入并报送' }).click()
    await expect(coordinator.getByText('已代录“民生保障和社会事业”')).toBeVisible()
    const [round] = (await keeper.call('listSubmissions', at('民生保障和社会事业'))).body
    expect(round).toMatchObject({ channel: 'entered', enteredFor: '苗青', words: 9 })
    expect(round?.attachmentId).not.toBeNull()
  })

  await test.step('returned with a note at its sentence, and again', async () => {
    await goTo(coordinator, '农业生产和乡村建设')
    // Once the coordinator has looked, nothing is recalled any more.
    await expect(farmer.getByRole('button', { name: '撤回' })).toBeHidden()
    await coordinator.getByText(sown).first().click({ clickCount: 3 })
    await coordinator.getByRole('button', { name: '记到这一句' }).click()
    await coordinator.getByRole('textbox', { name: /的意见$/ }).fill('与水务台账核对')
    await coordinator.getByRole('button', { name: '退回修改' }).click()
    await coordinator.getByRole('dialog').getByLabel('退回原因').fill('数字要核对')
    await coordinator.getByRole('dialog').getByRole('button', { name: '退回修改' }).click()
    await expect(farmer.locator('.tg-sentence-notes')).toContainText('与水务台账核对')
    await farmer.getByRole('button', { name: '到这一句' }).click()
    expect(await farmer.evaluate(() => getSelection()?.toString())).toContain('修渠十二公里')
    await submit(farmer, '已口头确认')
    await recordSignature(farmer)
    await keeper.call('returnSection', farming, { reason: '再补一句成效' })
    await farmer.goto(server.url)
    await expect(farmer.locator('.my-work')).toContainText('退回原因：再补一句成效')
    await farmer.locator('.my-work a').first().click()
    await expectWritable(farmer, '农业生产和乡村建设', true)
    await typeInto(farmer, '农业生产和乡村建设', '灌溉面积增加一成。')
    await submit(farmer, '已口头确认')
    const rounds = (await keeper.call('listSubmissions', farming)).body
    expect(rounds.map(({ round }) => round)).toEqual([3, 2, 1])
  })

  await test.step('the head, who has an account, signs what waits under their work', async () => {
    const departmentId = idOf('农业办')
    const person = { name: '闻人敬', username: 'wenren', role: 'reader' as const }
    const head = await hire(server, keeper, { ...person, departmentIds: [departmentId] })
    await keeper.call('changeDepartment', { departmentId }, { headIds: [head.id] })
    const page = await openBrowser(browser)
    await signIn(page, server.url, head)
    await page.getByRole('link', { name: /农业生产和乡村建设/ }).click()
    await expect(page.getByText('灌溉面积增加一成。')).toBeVisible()
    await page.getByRole('button', { name: '同意', exact: true }).click()
    await expect(page.getByRole('heading', { name: '已签审' })).toBeVisible()
    // It holds on open tabs at once.
    await expect(farmer.getByText('本人登录签审')).toBeVisible({ timeout: 5000 })
    await page.getByRole('link', { name: '回到我的任务' }).click()
    await expect(page.getByRole('heading', { name: '待您签审' })).toBeHidden()
    await page.context().close()
  })

  await test.step('the others hand in, and the coordinator’s inbox tells of it', async () => {
    await handInTheRest(server, keeper, planned.sections, idOf)
    await coordinator.goto(`${server.url}/inbox`)
    const list = coordinator.getByRole('list', { name: '消息列表' })
    await expect(list).toContainText('闻人敬 报送了')
    await coordinator.getByRole('button', { name: '全部标为已读' }).click()
    await expect(list.getByText('未读')).toHaveCount(0)
  })

  await test.step('everything is accepted at once', async () => {
    await coordinator.goto(board)
    await coordinator.getByRole('checkbox', { name: '全选' }).check()
    await coordinator.getByRole('button', { name: '收稿（12）' }).click()
    await expect(coordinator.getByText('已收稿 12 个章节')).toBeVisible()
    await expect(row(coordinator, '民生保障和社会事业')).toContainText('已收稿')
  })

  await test.step('an office is asked, and has no opinion', async () => {
    const recipients = [{ name: '县水务局' }]
    const round = { title: '第一轮', note: '', dueAt: '2099-12-01T10:00:00Z', recipients, advance: true }
    const { body } = await keeper.call('startConsultation', { reportId }, round)
    await planner.goto(server.url + (body.links[0]?.link ?? ''))
    await expect(planner.getByText('灌溉面积增加一成。')).toBeVisible()
    await planner.getByRole('button', { name: '回复“无意见”' }).click()
    await expect(planner.getByRole('heading', { name: '已收到您的回复' })).toBeVisible()
  })

  await test.step('final: closed for everybody', async () => {
    await coordinator.goto(`${server.url}/reports/${reportId}`)
    await coordinator.getByRole('button', { name: /^阶段/ }).click()
    await coordinator.getByRole('menuitem', { name: /定稿/ }).click()
    await coordinator.getByRole('dialog').getByRole('button', { name: /定稿/ }).click()
    await expectWritable(coordinator, '农业生产和乡村建设', false)
    await expectWritable(farmer, '农业生产和乡村建设', false)
  })
})

/** Everybody else writes, submits and has it signed on paper. */
async function handInTheRest(
  { url }: Pick<RunningServer, 'url'>,
  keeper: Somebody,
  sections: readonly { id: string; effectiveLeadId: string | null }[],
  idOf: (department: string) => string,
): Promise<void> {
  const departments = ['党政办', '规划办', '民生办'].map(idOf)
  const clerk = await hire({ url }, keeper, { name: '夏耘', username: 'xia', departmentIds: departments })
  const reportId = (await keeper.call('listReports', {})).body.find(one => one.title === title)?.id ?? ''
  const { body } = await keeper.call('getReport', { reportId })
  for (const { id: sectionId, status } of body.sections.filter(({ id }) =>
    sections.some(one => one.id === id),
  )) {
    const at = { reportId, sectionId }
    if (status === 'not_started') {
      const { body: asked } = await clerk.call('getHandIn', at)
      await clerk.call('writeSection', at, { text: '已按要求完成。', base: asked.seq })
      expect((await clerk.call('submitSection', at, { channel: 'page' })).status).toBe(200)
    }
    if (status === 'not_started' || status === 'awaiting_signoff')
      expect((await clerk.call('recordSignature', at, { signer: '闻人敬', medium: 'paper' })).status).toBe(
        200,
      )
  }
}
