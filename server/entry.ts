/**
 * What the entry points share: check Node, build the client if it is stale, start, print, and stop cleanly
 * on SIGINT and SIGTERM. The process is handed in as host; only entry points name it.
 */
import { type App, createApp, type Started } from './app.ts'
import type { Config } from './config.ts'
import { buildClient, isClientStale } from './ops/client-build.ts'
import { sentenceOf } from './ops/sentence.ts'

const nodeNeeded = 24

export type Entry = {
  readonly host: NodeJS.Process
  readonly config: () => Promise<Config> | Config
  /** Runs once the server listens; answers the lines to print. */
  readonly opened: (started: Started) => Promise<readonly string[]> | readonly string[]
  /** Runs last, after everything is down. */
  readonly closed?: () => Promise<void>
}

/** Runs until a signal, also while it starts; exits 1 with a sentence when it cannot start. */
export function runEntry(entry: Entry): void {
  const { host, closed } = entry
  const stopping = new AbortController()
  let app: App | undefined
  const fail = (error: unknown) => {
    host.stderr.write(`${sentenceOf(error)}\n`)
    host.exit(1)
  }
  const stop = async () => {
    stopping.abort()
    await app?.stop()
    await closed?.()
    host.exit(0)
  }
  const onSignal = () => void stop().catch(fail)
  host.once('SIGINT', onSignal)
  host.once('SIGTERM', onSignal)
  const keep = (made: App) => {
    app = made
  }
  run(entry, stopping.signal, keep).catch(async (error: unknown) => {
    // What a signal broke off is no failure.
    if (stopping.signal.aborted) return
    await closed?.()
    fail(error)
  })
}

async function run(entry: Entry, stopping: AbortSignal, keep: (app: App) => void): Promise<void> {
  const { host } = entry
  const print = (line: string) => host.stdout.write(`${line}\n`)
  const node = Number(host.versions.node.split('.')[0])
  if (node < nodeNeeded) throw new Error(`统稿 needs Node ${nodeNeeded} or later; this is ${host.version}.`)
  const config = await entry.config()
  if (!config.dev && (await isClientStale(config.dist))) {
    print('正在生成网页… Building the client…')
    await buildClient(host.execPath, stopping)
  }
  stopping.throwIfAborted()
  const app = createApp(config)
  keep(app)
  for (const line of await entry.opened(await app.start())) print(line)
}
