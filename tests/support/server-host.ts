/**
 * The process behind hosted-servers.ts: opens whole servers, each over a data directory of its own, as its
 * parent asks. To start a process for each of them would cost many times what the server itself costs.
 */
import { type App, createApp } from '../../server/app.ts'
import { initialise } from '../../server/accounts/setup.ts'
import { readConfig } from '../../server/config.ts'
import type { Answer, Order } from './hosted-servers.ts'

const sessionDays = 30
const apps = new Map<string, App>()

const appOver = (dataDir: string, port: number) =>
  createApp(readConfig({ DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'error' }))

async function obey(order: Order): Promise<readonly string[]> {
  const { dataDir } = order
  switch (order.does) {
    case 'open': {
      const app = appOver(dataDir, order.port)
      apps.set(dataDir, app)
      return [(await app.start()).url]
    }
    case 'close': {
      const app = apps.get(dataDir)
      apps.delete(dataDir)
      await app?.stop()
      return []
    }
    case 'seed': {
      const app = appOver(dataDir, 0)
      const { program } = await app.start()
      const first = await initialise(program, order.first)
      if (!first.ok) throw new Error(`the organisation was refused: ${first.code}`)
      const cookies = await program.identity.startSession(first.value, sessionDays)
      await app.stop()
      return cookies
    }
  }
}

process.on('message', (order: Order) => {
  const answer = (said: Answer) => process.send?.(said)
  obey(order).then(
    lines => answer({ id: order.id, lines }),
    (error: unknown) => answer({ id: order.id, lines: [], failure: String(error) }),
  )
})
// Who asked is gone, and with them whoever used the servers.
process.on('disconnect', () => process.exit())
