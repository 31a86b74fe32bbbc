/** Two people whose browsers two processes serve, behind a proxy that knows nothing of them. */
import { type Cluster, type ServerProcess, startCluster } from '../support/cluster.ts'
import { departmentIds, hire } from '../support/e2e-people.ts'
import { caller, cookieOf } from '../support/caller.ts'
import { startPostgres } from '../support/postgres.ts'
import { redisProgram, startRedis } from '../support/redis.ts'
import {
  coordinator,
  expect,
  expectSame,
  expectWritable,
  openBrowser,
  signIn,
  test,
  textOf,
  typeInto,
} from '../support/e2e.ts'

/** Both tabs' lines are broken until each is at a process of its own. */
async function apart({ processes, proxy }: Cluster): Promise<void> {
  const sockets = async ({ url }: ServerProcess) =>
    Number(/^tonggao_sockets (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1])
  const split = async () => {
    const counts = await Promise.all(processes.map(sockets))
    if (counts.includes(2)) proxy.cut()
    return counts
  }
  await expect.poll(split, { timeout: 30_000 }).toEqual([1, 1])
}

test('two people at two processes see each other’s words, and a section that is submitted', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const postgres = await startPostgres()
  const redis = redisProgram === undefined ? undefined : await startRedis()
  const databaseUrl = await postgres.newDatabase()
  const cluster = await startCluster({ count: 2, databaseUrl, redisUrl: redis?.url })
  try {
    const [here, there] = cluster.processes
    if (!here || !there) throw new Error('no processes')
    const { username: login, password } = coordinator
    const chief = caller(here.url, cookieOf(await caller(here.url).call('signIn', {}, { login, password })))
    const leadId = (await departmentIds(chief))('农业办')
    const author = await hire(there, chief, { name: '罗麦生', username: 'luo', departmentIds: [leadId] })
    const text = { type: 'doc' as const, content: [{ type: 'paragraph' as const }] }
    const section = { heading: '春耕生产', level: 1, numbered: true, role: null, text, leadId }
    const report = { title: '2026年工作总结', period: '2026年', sections: [section] }
    const { body } = await chief.call('createReport', {}, report)

    const [one, two] = [await openBrowser(browser), await openBrowser(browser)]
    const address = `${cluster.url}/reports/${body.id}`
    // Not the session that other tests' servers have of the coordinator.
    await signIn(one, address, { ...coordinator })
    await signIn(two, address, author)
    await apart(cluster)
    await typeInto(two, '春耕生产', '早稻插秧八万亩。')
    await expect(textOf(one, '春耕生产')).toContainText('早稻插秧八万亩。')
    await typeInto(one, '春耕生产', '育秧工厂十二座。')
    await expectSame([one, two], '春耕生产', ['早稻插秧八万亩。育秧工厂十二座。'])
    const at = { reportId: body.id, sectionId: body.sections[0]?.id ?? '' }
    expect((await caller(there.url, author.headers).call('submitSection', at, {})).status).toBe(200)
    await expect(one.getByRole('treeitem').first()).toContainText('已报送')
    await expectWritable(two, '春耕生产', false)
  } finally {
    for (const context of browser.contexts()) await context.close()
    await cluster.stop()
    await redis?.kill()
    await postgres.stop()
  }
})
