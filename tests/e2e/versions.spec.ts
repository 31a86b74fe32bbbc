/** Versions as people use them: saved by name, looked at, gone back to while others type, and forward again. */
import { departmentIds, hire, theCoordinator } from '../support/e2e-people.ts'
import { expect, expectSame, openBrowser, signIn, test, textOf } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

test('V7 V8 the coordinator goes back to a version while two departments type and a reviewer reads: nobody loses a word, and one click undoes it', async ({
  browser,
  server,
}) => {
  const keeper = await theCoordinator(server)
  const idOf = await departmentIds(keeper)
  const [farming, planning] = [idOf('农业办'), idOf('规划办')]
  const line = (text: string) => ({ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] })
  const sections = ['播种情况', '防汛情况', '多余的一节', '收获情况'].map(heading => ({
    heading,
    level: 1,
    numbered: true,
    role: null,
    leadId: heading === '防汛情况' ? planning : farming,
    text: { type: 'doc' as const, content: [line(`${heading}：从前的第一段。`), line('从前的第二段。')] },
  }))
  const { body: report } = await keeper.call(
    'createReport',
    {},
    { title: '2026年总结', period: '', sections },
  )
  const path = `${server.url}/reports/${report.id}`
  const [li, wang, yao] = await Promise.all([
    hire(server, keeper, { name: '李文', username: 'liwen', departmentIds: [farming] }),
    hire(server, keeper, { name: '王芳', username: 'wangf', departmentIds: [planning] }),
    hire(server, keeper, { name: '姚听雨', username: 'yao', role: 'reviewer' }),
  ])
  const [page, one, other, reading] = await Promise.all([
    openBrowser(browser),
    openBrowser(browser),
    openBrowser(browser),
    openBrowser(browser),
  ])
  await Promise.all([
    signIn(page, path),
    signIn(one, path, li),
    signIn(other, path, wang),
    signIn(reading, path, yao),
  ])
  const all = [page, one, other, reading]

  await page.getByRole('tab', { name: '版本' }).click()
  const panel = page.getByRole('region', { name: '版本' })
  await expect(panel.getByText('还没有版本')).toBeVisible()
  await panel.getByLabel('版本名称').fill('党组会讨论稿')
  await panel.getByRole('button', { name: '保存版本' }).click()
  await expect(panel.getByRole('listitem')).toContainText('党组会讨论稿')
  await expectSound(page)

  const first = { reportId: report.id, sectionId: report.sections[0]?.id ?? '' }
  const spoilt = {
    type: 'doc' as const,
    content: [line('播种情况：后来写坏了的话。'), line('从前的第二段。')],
  }
  await keeper.call('putText', first, { text: spoilt, base: 1, mode: 'replace' })
  const third = { reportId: report.id, sectionId: report.sections[2]?.id ?? '' }
  await keeper.call('deleteSection', third)
  await expect(textOf(page, '播种情况')).toContainText('后来写坏了的话。')
  await expect(page.getByRole('treeitem')).toHaveCount(3)

  await panel.getByRole('button', { name: '更多操作：党组会讨论稿' }).click()
  await page.getByRole('menuitem', { name: '恢复整份报告' }).click()
  const dialog = page.getByRole('dialog', { name: '恢复整份报告' })
  // Wang and Li type all the while; the reviewer tries to, and may not.
  const seats = [
    { at: other, heading: '防汛情况', words: '王芳此刻正在接着往下写' },
    { at: one, heading: '收获情况', words: '李文这时也没有停笔' },
    { at: reading, heading: '播种情况', words: '改一改' },
  ]
  for (const { at, heading } of seats) {
    await textOf(at, heading).locator('p').first().click()
    await at.keyboard.press('End')
  }
  await Promise.all([
    ...seats.map(({ at, words }) => at.keyboard.type(words, { delay: 25 })),
    dialog.getByRole('button', { name: '恢复整份报告' }).click(),
  ])
  await expect(page.getByText('已恢复到“党组会讨论稿”。')).toBeVisible()
  const restored = (heading: string, words = '') => [`${heading}：从前的第一段。${words}`, '从前的第二段。']
  const expectTyped = async () => {
    await expectSame(all, '防汛情况', restored('防汛情况', '王芳此刻正在接着往下写'))
    await expectSame(all, '收获情况', restored('收获情况', '李文这时也没有停笔'))
  }
  for (const seen of all) await expect(seen.getByRole('treeitem')).toHaveCount(4)
  await expectSame(all, '播种情况', restored('播种情况'))
  await expectTyped()

  await page.getByRole('button', { name: '撤销', exact: true }).click()
  await expectSame(all, '播种情况', ['播种情况：后来写坏了的话。', '从前的第二段。'])
  for (const seen of all) await expect(seen.getByRole('treeitem')).toHaveCount(3)
  await expectTyped()

  // A section's author looks at the version and takes its text alone.
  await one.getByRole('tab', { name: '版本' }).click()
  await one.getByRole('link', { name: '查看版本：党组会讨论稿' }).click()
  await expect(one.getByRole('article', { name: '版本的全文' })).toContainText('多余的一节')
  await one.getByRole('button', { name: '恢复这一节的正文：一、播种情况' }).click()
  await expect(one.getByText('已恢复“一、播种情况”的正文。')).toBeVisible()
  await expectSame([page, other, reading], '播种情况', restored('播种情况'))
  await expect(textOf(reading, '播种情况')).toHaveAttribute('contenteditable', 'false')

  // The time line goes back to the beginning by keyboard.
  await page.getByRole('link', { name: '时间轴' }).click()
  const slider = page.getByRole('slider', { name: '时间轴' })
  const then = page.getByRole('article', { name: '当时的正文' })
  await expect(then).toContainText('王芳此刻正在接着往下写')
  await slider.press('Home')
  await expect(page.getByRole('status').filter({ hasText: '改动：' })).toBeVisible()
  await expect(slider).toHaveAttribute('aria-valuenow', '0')
  await expectSound(page)
})
