/**
 * The whole server, put together: config → program → HTTP and live rooms on one port.
 *
 * 1. start() listens or throws a sentence; stop() takes everything down in the opposite order and waits.
 * 2. Two apps over one store and one bus behave as two processes would.
 */
import { createServer, type Server } from 'node:http'
import { networkInterfaces } from 'node:os'
import { createAuthentication, readEnded } from './accounts/authenticate.ts'
import { readActingPeople } from './accounts/person-rows.ts'
import { offerSetup } from './accounts/setup.ts'
import { type Collab, createCollab } from './collab/collab.ts'
import type { Config } from './config.ts'
import { startDevClient } from './http/dev-client.ts'
import { createHttp } from './http/http.ts'
import { holdDataDir } from './ops/data-dir.ts'
import { isEverywhere, lanUrls } from './ops/lan.ts'
import { openDuty } from './ops/duty.ts'
import { createMetrics, type Metrics } from './ops/metrics.ts'
import { measureProcess } from './ops/process-metrics.ts'
import { watchOutsideWrites } from './ops/outside-writes.ts'
import { resetLetterFor, recipientOf } from './accounts/mail.ts'
import { createMailer } from './delivery/mail.ts'
import { countDue } from './delivery/outbox.ts'
import { type Delivery, startDelivery } from './delivery/worker.ts'
import { newId } from '../shared/ids.ts'
import { limits } from '../shared/limits.ts'
import { keepPublications } from './reports/publications.ts'
import { keepTextIndex } from './reports/text-index.ts'
import { startReminders } from './reports/due.ts'
import { openProgram, type Overrides, type Program } from './program.ts'

export type Started = {
  /** Where to reach it: PUBLIC_URL, or the address it listens on. */
  readonly url: string
  /** Where other machines of the office reach it, when it listens on all addresses and no PUBLIC_URL says. */
  readonly lanUrls: readonly string[]
  /** Path of the first start's link, while there is no organisation. */
  readonly setupLink: string | undefined
  /** For calling verbs in the same process. */
  readonly program: Program
  readonly delivery: Pick<Delivery, 'deliverDue'>
}

export type App = { start(): Promise<Started>; stop(): Promise<void> }

export function createApp(config: Config, overrides: Overrides = {}): App {
  /** Undone in reverse order. */
  const opened: (() => unknown)[] = []
  const stop = async () => {
    for (const undo of opened.splice(0).reverse()) await undo()
  }
  const start = async (): Promise<Started> => {
    if (!overrides.db && config.databaseUrl === undefined) opened.push(await holdDataDir(config.dataDir))
    const { program, close } = await openProgram(config, overrides)
    opened.push(close)
    const authentication = createAuthentication(program, config.publicUrl)
    opened.push(() => authentication.stop())
    const outside = await watchOutsideWrites(program)
    opened.push(() => outside.stop())
    const duty = await openDuty(program, newId(program.random))
    opened.push(() => duty.stop())
    const textIndex = keepTextIndex(program, duty)
    opened.push(() => textIndex.stop())
    const server = createServer()
    const dev = config.dev ? await startDevClient(server) : undefined
    if (dev) opened.push(() => dev.close())
    const metrics = createMetrics()
    const client = { dist: config.dist, dev }
    server.on(
      'request',
      createHttp(program, {
        authentication,
        metrics,
        publicUrl: config.publicUrl,
        trustedProxies: config.trustedProxies,
        client,
      }),
    )
    const collab = createCollab({
      ...program,
      authenticate: request => authentication.ofUpgrade(request),
      readActors: personIds => readActingPeople(program.db, personIds),
      readEnded: credentials => readEnded(program, credentials),
      historyDays: config.historyDays,
      duty,
      committed: metrics.histogram('tonggao_commit_seconds'),
    })
    opened.push(() => collab.stop())
    gaugeCollab(metrics, collab)
    metrics.gauge('tonggao_bus_connected', () => Number(program.bus.isConnected()))
    metrics.gauge('tonggao_outbox_due', () => countDue(program.db, program.clock))
    metrics.gauge('tonggao_on_duty', () => Number(duty.isMine()))
    opened.push(measureProcess(metrics))
    server.on('upgrade', (request, socket, head) => {
      // In development Vite has a socket of its own on this port.
      if (!dev || request.url?.startsWith('/collab/')) collab.upgrade(request, socket, head)
    })
    const reminders = startReminders(program, duty)
    opened.push(() => reminders.stop())
    const publications = keepPublications(program, duty)
    opened.push(() => publications.stop())
    await listen(server, config)
    // First of all undone: nobody new comes in; the rooms then commit what they took and say goodbye.
    opened.push(() => closeServer(server))
    const addresses = addressesOf(server, config)
    const delivery = startDelivery({
      ...program,
      duty,
      site: addresses.lanUrls[0] ?? addresses.url,
      mailer: config.smtp && createMailer(config.smtp, limits.deliveryTimeoutMs),
      recipientOf: (personId, asked) => recipientOf(program.db, personId, asked),
      resetLetter: login => resetLetterFor(program, login),
    })
    opened.push(() => delivery.stop())
    const setupLink = await offerSetup(program)
    return { ...addresses, setupLink, program, delivery }
  }
  return {
    stop,
    // A start that fails half-way leaves nothing open.
    start: () =>
      start().catch(async (error: unknown) => {
        await stop()
        throw error
      }),
  }
}

function gaugeCollab(metrics: Metrics, collab: Collab): void {
  metrics.gauge('tonggao_sockets', () => collab.counts().sockets)
  metrics.gauge('tonggao_rooms', () => collab.counts().rooms)
  metrics.gauge('tonggao_open_reports', () => collab.counts().reports)
  metrics.gauge('tonggao_damaged_sections', () => collab.health().damaged)
  metrics.gauge('tonggao_failed_commits_total', () => collab.health().failedCommits)
}

async function listen(server: Server, { host, port }: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(new Error(cannotListen(error, host, port), { cause: error })))
    server.listen(port, host, () => resolve())
  })
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} on ${host} is in use; set PORT to another.`
  return `The server cannot listen on ${host}:${port} (${error.code ?? error.message}).`
}

/** Stops listening and ends idle and open requests; upgraded sockets are the rooms' to close. */
function closeServer(server: Server): void {
  server.close()
  server.closeAllConnections()
}

function addressesOf(server: Server, { host, publicUrl }: Config): Pick<Started, 'url' | 'lanUrls'> {
  if (publicUrl !== undefined) return { url: publicUrl, lanUrls: [] }
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  if (isEverywhere(host))
    return { url: `http://localhost:${port}`, lanUrls: lanUrls(networkInterfaces(), port) }
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, lanUrls: [] }
}
