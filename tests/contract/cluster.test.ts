/** Whole servers over one PostgreSQL, behind a proxy that knows nothing of them. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { caller, cookieOf } from '../support/caller.ts'
import { coordinator, organisation } from '../support/e2e-server.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { redisProgram, startRedis, type TestRedis } from '../support/redis.ts'

let postgres: TestPostgres
let redis: TestRedis | undefined
let cluster: Cluster

beforeAll(async () => {
  postgres = await startPostgres()
  redis = redisProgram === undefined ? undefined : await startRedis()
  cluster = await startCluster({
    count: 2,
    databaseUrl: await postgres.newDatabase(),
    redisUrl: redis?.url,
  })
})

afterAll(async () => {
  await cluster.stop()
  await redis?.kill()
  await postgres.stop()
})

test('B7 who signed in through one process is known to every process', async () => {
  const { username: login, password } = coordinator
  const cookie = cookieOf(await caller(cluster.url).call('signIn', {}, { login, password }))
  for (const { url } of cluster.processes) {
    const me = await caller(url, cookie).call('getMe', {})
    expect([me.status, me.body]).toMatchObject([200, { organisation: { name: organisation } }])
  }
})
