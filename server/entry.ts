/**
 * What the entry points share: check Node, build the client if it is stale, start, print, and stop cleanly
 * on SIGINT and SIGTERM. The process is handed in; only entry points name it.
 */
import { createApp, type Started } from './app.ts'
import type { Config } from './config.ts'
import { buildClient, isClientStale } from './ops/client-build.ts'

const nodeNeeded = 24

export type Entry = {
  readonly process: NodeJS.Process
  readonly config: () => Promise<Config> | Config
  /** Runs once the server listens; answers the lines to print. */
  readonly opened: (started: Started) => Promise<readonly string[]> | readonly string[]
  /** Runs last, after everything is down. */
  readonly closed?: () => Promise<void>
}

/** Runs until a signal; exits 1 with a sentence when it cannot start. */
export function runEntry(entry: Entry): void {
  const { process } = entry
  const fail = (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
  run(entry).catch(fail)
}

async function run({ process, config: read, opened, closed }: Entry): Promise<void> {
  const print = (line: string) => process.stdout.write(`${line}\n`)
  const node = Number(process.versions.node.split('.')[0])
  if (node < nodeNeeded)
    throw new Error(`统稿 needs Node ${nodeNeeded} or later; this is ${process.version}.`)
  const config = await read()
  if (!config.dev && (await isClientStale(config.dist))) {
    print('正在生成网页… Building the client…')
    await buildClient(process.execPath)
  }
  const app = createApp(config)
  const stop = async () => {
    await app.stop()
    await closed?.()
    process.exit(0)
  }
  const onSignal = () => {
    stop().catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    })
  }
  process.once('SIGINT', onSignal)
  process.once('SIGTERM', onSignal)
  for (const line of await opened(await app.start())) print(line)
}
