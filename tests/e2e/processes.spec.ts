/** Two processes over one database in the browser: people do not notice which one serves them, nor that one dies. */
import type { Page } from '@playwright/test'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { departmentIds, hire, type Somebody } from '../support/e2e-people.ts'
import {
  coordinator,
  expect,
  expectSame,
  openBrowser,
  signIn,
  signInByForm,
  test,
  textOf,
  typeInto,
} from '../support/e2e.ts'
import { type Caller, caller, cookieOf } from '../support/caller.ts'
import { startPostgres } from '../support/postgres.ts'
import { redisProgram, startRedis } from '../support/redis.ts'
import { startRoundRobin } from '../support/round-robin.ts'

/** Undone in reverse order. */
const opened: (() => unknown)[] = []
let cluster: Cluster
let keeper: Caller
let author: Somebody
/** The process that each one's proxy leads to, and where to find that proxy. */
const at = { keeper: 0, author: 1 }
const doors = { keeper: '', author: '' }

test.beforeAll(async () => {
  const postgres = await startPostgres()
  opened.push(() => postgres.stop())
  const redis = redisProgram === undefined ? undefined : await startRedis()
  opened.push(() => redis?.kill())
  cluster = await startCluster({
    count: 2,
    databaseUrl: await postgres.newDatabase(),
    redisUrl: redis?.url,
  })
  opened.push(() => cluster.stop())
  for (const who of ['keeper', 'author'] as const) {
    const door = await startRoundRobin(() => [cluster.processes[at[who]]?.port ?? 0])
    opened.push(() => door.stop())
    doors[who] = door.url
  }
  const { username: login, password } = coordinator
  const url = doors.keeper
  keeper = caller(url, cookieOf(await caller(url).call('signIn', {}, { login, password })))
  const idOf = await departmentIds(keeper)
  const person = { name: '罗麦生', username: 'luo', departmentIds: [idOf('农业办')] }
  author = await hire({ url: doors.author }, keeper, person)
})

test.afterAll(async () => {
  for (const end of opened.toReversed()) await end()
})

const saved = (page: Page) => expect(page.locator('.light-word').getByText('已保存').first()).toBeVisible()
const carets = (page: Page) => page.locator('.tg-caret-name')

test('B23 two whom different processes serve write together, see each other, submit, and write on when a process dies', async ({
  browser,
}) => {
  const idOf = await departmentIds(keeper)
  const text = { type: 'doc' as const, content: [{ type: 'paragraph' as const }] }
  const section = { level: 1, numbered: true, role: null, leadId: idOf('农业办'), text }
  const sections = ['农业生产', '防汛抗旱'].map(heading => ({ ...section, heading }))
  const made = await keeper.call('createReport', {}, { title: '2026年总结', period: '', sections })
  const path = `/reports/${made.body.id}`
  const [theirs, ours] = [await openBrowser(browser), await openBrowser(browser)]
  await signInByForm(theirs, doors.keeper)
  await theirs.goto(`${doors.keeper}${path}`)
  await signIn(ours, `${doors.author}${path}`, author)

  await typeInto(ours, '农业生产', '播种早稻五千亩。')
  await expect(textOf(theirs, '农业生产')).toContainText('播种早稻五千亩。')
  if (redisProgram !== undefined) await expect(carets(theirs)).toHaveText(['罗麦生'])
  await typeInto(theirs, '农业生产', '新建泵站两座。')
  await expectSame([ours, theirs], '农业生产', ['播种早稻五千亩。新建泵站两座。'])
  if (redisProgram !== undefined) await expect(carets(ours)).toHaveText(['顾予宁'])
  for (const page of [ours, theirs]) await saved(page)

  // The author's process dies while they write; their proxy leads to the other one from now on.
  await ours.keyboard.type('培训农户', { delay: 30 })
  await cluster.processes[1]?.kill()
  await ours.keyboard.type('三百人次。', { delay: 30 })
  at.author = 0
  await saved(ours)
  const whole = ['播种早稻五千亩。培训农户三百人次。新建泵站两座。']
  await expectSame([ours, theirs], '农业生产', whole)

  // It comes back; each prints the report, where there is a Chromium that prints.
  await cluster.processes[1]?.start()
  if ((await keeper.call('getMe', {})).body.pdf)
    for (const { url } of cluster.processes) {
      const answer = await fetch(`${url}/api/v1${path}/export?format=pdf`, { headers: keeper.headers })
      expect(Buffer.from(await answer.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-')
    }

  // What is done through one is seen through the other without a reload.
  at.keeper = 1
  await theirs.reload()
  await expectSame([ours, theirs], '农业生产', whole)
  await ours.getByRole('button', { name: '报送', exact: true }).first().click()
  await ours.getByRole('dialog').getByRole('button', { name: '报送', exact: true }).click()
  await expect(textOf(ours, '农业生产')).toHaveAttribute('contenteditable', 'false')
  await expect(theirs.getByRole('treeitem').filter({ hasText: '农业生产' })).toContainText('已报送')
})
