/**
 * The server's entry point: checks Node, builds the client if needed, starts, prints where it is, and stops
 * cleanly on SIGINT and SIGTERM. With --dev the client comes from its sources.
 */
import { createApp } from './app.ts'
import { readConfig } from './config.ts'
import { buildClient, isClientStale } from './ops/client-build.ts'

const nodeNeeded = 24

async function main(): Promise<void> {
  const node = Number(process.versions.node.split('.')[0])
  if (node < nodeNeeded)
    throw new Error(`统稿 needs Node ${nodeNeeded} or later; this is ${process.version}.`)
  const config = readConfig(process.env, { dev: process.argv.includes('--dev') })
  if (!config.dev && (await isClientStale(config.dist))) {
    print('正在生成网页… Building the client…')
    await buildClient(process.execPath)
  }
  const app = createApp(config)
  const { url, setupLink } = await app.start()
  print(`统稿 Tonggao: ${url}`)
  if (setupLink !== undefined)
    print(`首次使用，请打开一次性设置链接 One-time set-up link:\n  ${url}${setupLink}`)
  const stop = () => {
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

main().catch(fail)
