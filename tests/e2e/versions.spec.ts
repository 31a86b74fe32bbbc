/** Versions as people use them: saved by name, looked at, gone back to while others type, and forward again. */
import { departmentIds, hire, theCoordinator } from '../support/e2e-people.ts'
import { expect, openBrowser, signIn, test, textOf } from '../support/e2e.ts'
import { expectSound } from '../support/soundness.ts'

test('V7 V8 the coordinator goes back to a version while two departments type: nobody loses a word, and one click undoes it', async ({
  browser,
  server,
}) => {
  const keeper = await theCoordinator(server)
  const leadId = (await departmentIds(keeper))('农业办')
  const line = (text: string) => ({ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] })
  const sections = ['播种情况', '防汛情况', '多余的一节'].map(heading => ({
    heading,
    level: 1,
    numbered: true,
    role: null,
    leadId,
    text: { type: 'doc' as const, content: [line(`${heading}：从前的第一段。`), line('从前的第二段。')] },
  }))
  const { body: report } = await keeper.call(
    'createReport',
    {},
    { title: '2026年总结', period: '', sections },
  )
  const path = `${server.url}/reports/${report.id}`
  const li = await hire(server, keeper, { name: '李文', username: 'liwen', departmentIds: [leadId] })
  const wang = await hire(server, keeper, { name: '王芳', username: 'wangf', departmentIds: [leadId] })
  const [page, one, other] = await Promise.all([
    openBrowser(browser),
    openBrowser(browser),
    openBrowser(browser),
  ])
  await Promise.all([signIn(page, path), signIn(one, path, li), signIn(other, path, wang)])

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
  await expect(page.getByRole('treeitem')).toHaveCount(2)

  await panel.getByRole('button', { name: '更多操作：党组会讨论稿' }).click()
  await page.getByRole('menuitem', { name: '恢复整份报告' }).click()
  const dialog = page.getByRole('dialog', { name: '恢复整份报告' })
  // Wang types all the while.
  await textOf(other, '防汛情况').locator('p').first().click()
  await other.keyboard.press('End')
  const typing = other.keyboard.type('王芳此刻正在接着往下写', { delay: 25 })
  await dialog.getByRole('button', { name: '恢复整份报告' }).click()
  await typing
  await expect(page.getByText('已恢复到“党组会讨论稿”。')).toBeVisible()
  await expect(textOf(one, '播种情况').locator('p')).toHaveText([
    '播种情况：从前的第一段。',
    '从前的第二段。',
  ])
  for (const seen of [page, one, other]) {
    await expect(seen.getByRole('treeitem')).toHaveCount(3)
    const written = textOf(seen, '防汛情况').locator('p').first()
    await expect(written).toContainText('防汛情况：从前的第一段。王芳此刻正在接着往下写')
  }

  await page.getByRole('button', { name: '撤销', exact: true }).click()
  await expect(textOf(one, '播种情况')).toContainText('后来写坏了的话。')
  await expect(page.getByRole('treeitem')).toHaveCount(2)

  // A section's author looks at the version and takes its text alone.
  await one.getByRole('tab', { name: '版本' }).click()
  await one.getByRole('link', { name: '查看版本：党组会讨论稿' }).click()
  await expect(one.getByRole('article', { name: '版本的全文' })).toContainText('多余的一节')
  await one.getByRole('button', { name: '恢复这一节的正文：一、播种情况' }).click()
  await expect(one.getByText('已恢复“一、播种情况”的正文。')).toBeVisible()
  await expect(textOf(page, '播种情况').locator('p')).toHaveText([
    '播种情况：从前的第一段。',
    '从前的第二段。',
  ])

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
