/** Two whole servers behind nginx and behind Caddy, by the examples in deploy/, as people would reach them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createReportConnection } from '../../client/collab/report.ts'
import type { WebSocketClass } from '../../client/collab/report-socket.ts'
import type { ReportConnection } from '../../client/collab/types.ts'
import { limits } from '../../shared/limits.ts'
import { createReport, draft } from '../http/drafts.ts'
import { caller, cookieOf } from '../support/caller.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { green, shown, type } from '../support/collab-visit.ts'
import { until } from '../support/collab.ts'
import { coordinator } from '../support/e2e-server.ts'
import {
  type Certificate,
  type Front,
  startCaddy,
  startNginx,
  trialCertificate,
} from '../support/front-proxies.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { findProgram, freePort } from '../support/programs.ts'
import { redisProgram, startRedis, type TestRedis } from '../support/redis.ts'

const proxies = [
  ['nginx', startNginx],
  ['caddy', startCaddy],
] as const

const isHere = (name: string) => findProgram(name) !== undefined && findProgram('openssl') !== undefined

describe.skipIf(!proxies.some(([name]) => isHere(name)))('behind', () => {
  let folder: string
  let postgres: TestPostgres
  let redis: TestRedis | undefined
  let cluster: Cluster
  let port: number
  let certificate: Certificate
  let bearer: Readonly<Record<string, string>>
  const believed = getCACertificates('default')

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tonggao-proxies-'))
    certificate = trialCertificate(folder)
    setDefaultCACertificates([...believed, readFileSync(certificate.certificate, 'utf8')])
    postgres = await startPostgres()
    redis = redisProgram === undefined ? undefined : await startRedis()
    port = await freePort()
    cluster = await startCluster({
      count: 2,
      databaseUrl: await postgres.newDatabase(),
      redisUrl: redis?.url,
      env: () => ({ PUBLIC_URL: `https://localhost:${port}`, TRUST_PROXY: 'loopback' }),
    })
    const token = cluster.command('token', 'create', '--user', coordinator.username).trim()
    bearer = { authorization: `Bearer ${token}` }
  }, 180_000)
  afterAll(async () => {
    setDefaultCACertificates(believed)
    await cluster.stop()
    await redis?.kill()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  describe.each(proxies)('%s', (name, start) => {
    let front: Front
    let reportId: string
    let sectionId: string
    const tabs: ReportConnection[] = []
    const tab = () => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `ws` has all that our client uses
      const WebSocketOfNode = WebSocket as unknown as WebSocketClass
      const token = bearer.authorization?.split(' ')[1] ?? ''
      const url = front.url.replace('https:', 'wss:')
      const connection = createReportConnection({ reportId, url, token, WebSocket: WebSocketOfNode })
      tabs.push(connection)
      return connection.section(sectionId)
    }
    /** How many sockets each process has. */
    const sockets = () =>
      Promise.all(
        cluster.processes.map(async ({ url, isRunning }) => {
          if (!isRunning) return 0
          const measures = await (await fetch(`${url}/metrics`)).text()
          return Number(/^tonggao_sockets (\d+)$/m.exec(measures)?.[1])
        }),
      )

    beforeAll(async () => {
      if (!isHere(name)) return
      const own = join(folder, name)
      mkdirSync(own)
      front = await start(own, { ports: cluster.processes.map(process => process.port), port, certificate })
      const report = await createReport(caller(front.url, bearer), [draft('粮食生产')])
      reportId = report.reportId
      sectionId = report.id('粮食生产')
    })
    afterAll(async () => {
      for (const connection of tabs) connection.close()
      if (isHere(name)) await front.stop()
    })

    test.skipIf(!isHere(name))('Q8 people sign in, and are known to every process', async () => {
      const { username: login, password } = coordinator
      const forged = { 'x-forwarded-for': '203.0.113.9' }
      const signedIn = await caller(front.url, forged).call('signIn', {}, { login, password })
      expect([signedIn.status, signedIn.setCookies.join()]).toEqual([200, expect.stringContaining('Secure')])
      const person = caller(front.url, cookieOf(signedIn))
      for (let time = 0; time < 4; time += 1)
        expect((await person.call('getMe', {})).body).toMatchObject({ person: { name: coordinator.name } })
      const { body } = await person.call('listAudit', {}, {})
      expect(body.entries.length).toBeGreaterThan(0)
      expect(JSON.stringify(body)).not.toContain('203.0.113.9')
    })

    test.skipIf(!isHere(name))(
      'Q9 two write together through two processes, and go on when one dies',
      async () => {
        const [one, two] = [tab(), tab()]
        await until(async () => (await sockets()).every(count => count === 1), 'each process has one of them')
        type(one, '早稻播种九千亩。')
        await until(() => shown(two).includes('早稻播种九千亩。'), 'the other sees it')
        await green(one, two)
        const [dying] = cluster.processes
        await dying?.kill()
        for (let time = 0; time < 6; time += 1) expect((await fetch(`${front.url}/healthz`)).status).toBe(200)
        type(two, '晚稻收割完毕。')
        type(one, '秋粮入库。')
        const isWhole = (text: string) => text.includes('晚稻收割完毕。') && text.includes('秋粮入库。')
        await until(() => isWhole(shown(one)) && isWhole(shown(two)), 'both see everything')
        await green(one, two)
        await dying?.start()
      },
    )

    test.skipIf(!isHere(name))(
      'Q10 large files go in and out, and the server says what is too large',
      async () => {
        const attach = (size: number) =>
          fetch(`${front.url}/api/v1/reports/${reportId}/sections/${sectionId}/attachments?name=照片.jpg`, {
            method: 'POST',
            headers: { ...bearer, 'content-type': 'image/jpeg' },
            body: new Uint8Array(size).fill(7),
          })
        const taken = await attach(limits.attachmentBytes)
        expect(taken.status).toBe(200)
        const { id: attachmentId } = await taken.json()
        const back = await fetch(`${front.url}/api/v1/reports/${reportId}/attachments/${attachmentId}`, {
          headers: bearer,
        })
        expect((await back.arrayBuffer()).byteLength).toBe(limits.attachmentBytes)
        const refused = await attach(limits.attachmentBytes + 1024 * 1024)
        expect([refused.status, (await refused.json()).error.code]).toEqual([413, 'too-large'])
      },
    )

    test.skipIf(!isHere(name))('Q11 the report leaves as a file, and measures stay inside', async () => {
      const taken = await fetch(`${front.url}/api/v1/reports/${reportId}/export?format=txt`, {
        headers: bearer,
      })
      expect(await taken.text()).toContain('早稻播种九千亩。')
      expect((await fetch(`${front.url}/metrics`)).status).toBe(404)
    })
  })
})
