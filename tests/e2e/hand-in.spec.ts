/** Handing in from a chat program's browser on a phone: an invitation, no WebSocket, the plain page, submitted. */
import { expect, joinByLink, openBrowser, signIn, test } from '../support/e2e.ts'
import { expectFits, expectSound } from '../support/soundness.ts'

test('Who comes by invitation without a WebSocket pastes, saves over another’s words only when asked, and submits', async ({
  browser,
  server,
}) => {
  const keeper = await openBrowser(browser)
  await signIn(keeper, server.url)
  const api = `${server.url}/api/v1`
  const post = async (path: string, data: object) => {
    const response = await keeper.request.post(api + path, { headers: { origin: server.url }, data })
    expect(response.status()).toBe(200)
    return response.json()
  }
  const [department] = await (await keeper.request.get(`${api}/departments`)).json()
  const text = { type: 'doc', content: [{ type: 'paragraph' }] }
  const place = { level: 1, numbered: true, role: null, leadId: department.id, text }
  const section = { ...place, heading: '农业生产', guidance: '写播种和收成', ceiling: 20 }
  const report = await post('/reports', { title: '2026年工作总结', period: '2026年', sections: [section] })
  const sectionId = report.sections[0].id
  const { link } = await post('/invitations', { departmentId: department.id, role: 'author' })

  const phone = await openBrowser(browser, { viewport: { width: 390, height: 844 } })
  await phone.addInitScript(() => Reflect.deleteProperty(window, 'WebSocket'))
  await joinByLink(phone, new URL(link, server.url).href, '罗麦生')

  await expect(phone).toHaveURL(new RegExp(`/hand-in/${report.id}/${sectionId}`))
  await expect(phone.getByRole('heading', { name: '一、农业生产' })).toBeVisible()
  await expect(phone.getByText('写播种和收成')).toBeVisible()
  const box = phone.getByLabel('本节文字')
  await box.fill('全镇播种五千亩，收成很好，比去年多了一成有余。')
  await expect(phone.getByText('超出 3 字')).toBeVisible()
  await expectSound(phone)

  // The chat program closes its browser; the letters are still there.
  await phone.reload()
  await expect(box).toHaveValue('全镇播种五千亩，收成很好，比去年多了一成有余。')
  await box.fill('全镇播种五千亩。')
  await phone.route('**/text', route => route.abort())
  await phone.getByRole('button', { name: '保存' }).click()
  await expect(phone.getByRole('alert').filter({ hasText: /./ })).toBeVisible()
  await expect(box).toHaveValue('全镇播种五千亩。')
  await phone.unroute('**/text')

  await post(`/reports/${report.id}/sections/${sectionId}/text`, { text: '统稿人的一句。', base: 1 })
  await phone.getByRole('button', { name: '保存' }).click()
  await expect(phone.getByRole('heading', { name: '别人也改过这一节' })).toBeVisible()
  await expect(phone.getByText('统稿人的一句。')).toBeVisible()
  await expectSound(phone)
  await phone.getByRole('button', { name: '用我的文字' }).click()
  await phone.getByRole('button', { name: '保存' }).click()
  await expect(phone.getByRole('status')).toHaveText('已保存到服务器')

  await phone.getByLabel('或者选一个文件').setInputFiles({
    name: '农业.html',
    mimeType: 'text/html',
    buffer: Buffer.from('<body><p>播种<b>五千</b>亩。</p><table><tr><td>小麦</td><td>三成</td></tr></table>'),
  })
  await expect(box).toHaveValue('播种五千亩。\n小麦 三成')
  await phone.getByLabel('或者选一个文件').setInputFiles({
    name: '农业.docx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 255]),
  })
  await expect(phone.getByText('文件已损坏')).toBeVisible()
  await phone.getByRole('button', { name: '报送' }).click()
  await phone.getByRole('button', { name: '确定报送' }).click()
  await expect(phone.getByRole('heading', { name: '已报送' })).toBeVisible()
  const rounds = await keeper.request.get(`${api}/reports/${report.id}/sections/${sectionId}/submissions`)
  expect(await rounds.json()).toMatchObject([{ channel: 'upload', personName: '罗麦生', words: 10 }])

  // Taken back before anybody has looked, handed in again; and it comes back with a note at a sentence.
  await phone.getByRole('button', { name: '撤回' }).click()
  await expect(box).toHaveValue('播种五千亩。\n小麦 三成')
  await phone.getByRole('button', { name: '报送' }).click()
  await phone.getByRole('button', { name: '确定报送' }).click()
  await expect(phone.getByRole('heading', { name: '已报送' })).toBeVisible()

  // Whoever comes back sees what became of it, line by line.
  await phone.reload()
  await phone.getByText('来稿采用情况').click()
  await expect(phone.getByRole('listitem').filter({ hasText: '播种五千亩。' })).toContainText('采用')
  await expectSound(phone)
  const notes = [{ quote: '播种五千亩', note: '与统计口径核对' }]
  await post(`/reports/${report.id}/sections/${sectionId}/return`, { reason: '数字', notes })
  await phone.reload()
  await expect(phone.getByText('退回原因：数字')).toBeVisible()
  await expect(phone.getByText('与统计口径核对')).toBeVisible()
  await expect(box).toHaveValue('播种五千亩。\n小麦 三成')
  await expectSound(phone)

  // Next year they join another department's section: last year's words stand folded below, and come blanked.
  const departments = await (await keeper.request.get(`${api}/departments`)).json()
  await post(`/reports/${report.id}/stage`, { stage: 'final' })
  const next = await post(`/reports/${report.id}/next`, {
    title: '2027年工作总结',
    period: '2027年',
    deadline: null,
  })
  const joined = next.sections[0].id
  await keeper.request.patch(`${api}/reports/${next.id}/sections/${joined}`, {
    headers: { origin: server.url },
    data: { leadId: departments[1].id, coIds: [department.id] },
  })
  await phone.goto(`${server.url}/hand-in/${next.id}/${joined}`)
  await expect(phone.getByRole('button', { name: '取用第 1 段' })).toBeHidden()
  await phone.getByText('去年的文字').click()
  await phone.getByRole('button', { name: '取用第 1 段' }).click()
  await expect(box).toHaveValue('播种【　】亩。')
  await expect(phone.getByText('去年的值：五千亩')).toBeVisible()
  await expect(phone.getByText('由主办部门报送')).toBeVisible()
  await expectSound(phone)
  await box.fill('播种六千亩。')
  await phone.getByRole('button', { name: '本部门已写完' }).click()
  await expect(phone.getByText('农业办 · 已写完')).toBeVisible()
  if (process.env.SHOT) {
    await phone.screenshot({ path: '/tmp/desk-handin-390.png', fullPage: true })
    await phone.setViewportSize({ width: 1440, height: 900 })
    await phone.reload()
    await phone.getByRole('button', { name: '取用第 1 段' }).waitFor()
    await phone.screenshot({ path: '/tmp/desk-handin-1440.png', fullPage: true })
    await phone.setViewportSize({ width: 390, height: 844 })
  }

  await phone.goto(server.url)
  await phone
    .getByText('已交的')
    .or(phone.getByRole('heading', { name: '我的任务' }))
    .first()
    .waitFor()
  await expectFits(phone)
})
