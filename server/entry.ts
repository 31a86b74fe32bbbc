/**
 * What the entry points share: check Node, build the client if it is stale, start, print, and stop cleanly
 * on SIGINT and SIGTERM. The process is handed in as host; only entry points name it.
 */
import { createApp, type Started } from './app.ts'
import type { Config } from './config.ts'
import { buildClient, isClientStale } from './ops/client-build.ts'

const nodeNeeded = 24

export type Entry = {
  readonly host: NodeJS.Process
  readonly config: () => Promise<Config> | Config
  /** Runs once the server listens; answers the lines to print. */
  readonly opened: (started: Started) => Promise<readonly string[]> | readonly string[]
  /** Runs last, after everything is down. */
  readonly closed?: () => Promise<void>
}

/** Runs until a signal; exits 1 with a sentence when it cannot start. */
export function runEntry(entry: Entry): void {
  const { host } = entry
  const fail = (error: unknown) => {
    host.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    host.exit(1)
  }
  run(entry).catch(fail)
}

async function run({ host, config: read, opened, closed }: Entry): Promise<void> {
  const print = (line: string) => host.stdout.write(`${line}\n`)
  const node = Number(host.versions.node.split('.')[0])
  if (node < nodeNeeded)
    throw new Error(`统稿 needs Node ${nodeNeeded} or later; this is ${host.version}.`)
  const config = await read()
  if (!config.dev && (await isClientStale(config.dist))) {
    print('正在生成网页… Building the client…')
    await buildClient(host.execPath)
  }
  const app = createApp(config)
  const stop = async () => {
    await app.stop()
    await closed?.()
    host.exit(0)
  }
  const onSignal = () => {
    stop().catch((error: unknown) => {
      host.stderr.write(`${String(error)}\n`)
      host.exit(1)
    })
  }
  host.once('SIGINT', onSignal)
  host.once('SIGTERM', onSignal)
  for (const line of await opened(await app.start())) print(line)
}
