/**
 * The program without its network: store, bus, clock, randomness, log, identities and texts, opened from a
 * Config. The server, the command line and the demo call the verbs on it; any part can be replaced.
 */
import { randomFillSync } from 'node:crypto'
import { join } from 'node:path'
import { newSecret } from '../shared/ids.ts'
import type { AccountDeps } from './accounts/deps.ts'
import { keepInstallationId, openIdentity } from './accounts/identity.ts'
import { inProcessBus } from './bus/bus.ts'
import type { RedisBus } from './bus/redis.ts'
import type { Config } from './config.ts'
import { createConversions } from './ops/conversions.ts'
import { findOfficeProgram } from './ops/office-program.ts'
import { createReading } from './ops/reading.ts'
import { createImaging } from './ops/imaging.ts'
import { followDatabaseClock } from './ops/database-clock.ts'
import { makeDataDir } from './ops/data-dir.ts'
import type { Clock, Deps } from './ops/deps.ts'
import { createLog } from './ops/log.ts'
import type { ReportDeps } from './reports/deps.ts'
import { findChromium } from './paper/chromium.ts'
import { createPrinting } from './paper/printing.ts'
import { createChecked } from './reports/checked.ts'
import { createTexts } from './reports/texts.ts'
import { type Database, openPostgres, openStore } from './store/store.ts'

/** What every verb can be called with. */
export type Program = AccountDeps & ReportDeps

/** A store that is handed in is not closed by us. */
export type Overrides = Partial<Deps> & {
  /** The clock of this machine, which may be wrong. */
  readonly machine?: Clock
}

export type OpenProgram = { readonly program: Program; readonly close: () => Promise<void> }

export async function openProgram(config: Config, overrides: Overrides = {}): Promise<OpenProgram> {
  const log = overrides.log ?? createLog(config.logLevel)
  const db = overrides.db ?? (await openDatabase(config))
  const random: Deps['random'] = overrides.random ?? (size => randomFillSync(new Uint8Array(size)))
  const onError = (error: unknown) => log.error({ error }, 'the bus failed')
  const redis =
    config.redisUrl === undefined ? undefined : await joinOthers(db, config.redisUrl, random, onError)
  const machine = overrides.machine ?? Date.now
  const shared =
    config.databaseUrl === undefined || overrides.clock ? undefined : await followDatabaseClock(db, machine)
  const deps: Deps = {
    db,
    log,
    bus: overrides.bus ?? redis ?? inProcessBus(onError),
    clock: overrides.clock ?? shared?.clock ?? machine,
    random,
    outgoing: overrides.outgoing ?? {
      mailFrom: config.smtp?.from.address,
      timeZone: config.timeZone,
    },
    origin: overrides.origin ?? { via: 'server', address: null },
  }
  const conversions = createConversions(log)
  const printing = createPrinting({ executable: findChromium(config.chromium) }, log)
  const reading = createReading(conversions, await findOfficeProgram(config.libreOffice))
  const imaging = createImaging()
  const identity = await openIdentity(deps, { publicUrl: config.publicUrl })
  return {
    program: {
      ...deps,
      identity,
      texts: createTexts(),
      conversions,
      checked: createChecked(conversions),
      reading,
      imaging,
      printing,
    },
    close: async () => {
      await Promise.all([conversions.stop(), printing.stop()])
      redis?.stop()
      shared?.stop()
      if (!overrides.db) await db.destroy()
    },
  }
}

async function joinOthers(
  db: Database,
  url: string,
  random: Deps['random'],
  onError: (error: unknown) => void,
): Promise<RedisBus> {
  // Most have none: its client is a third of what a command would load.
  const { openRedisBus } = await import('./bus/redis.ts')
  const channel = `tonggao:${await keepInstallationId(db, random)}`
  return openRedisBus({ url, channel, processId: newSecret(random), onError })
}

async function openDatabase({ databaseUrl, dataDir }: Config): Promise<Database> {
  if (databaseUrl !== undefined) return openPostgres(databaseUrl)
  await makeDataDir(dataDir)
  return openStore(join(dataDir, 'tonggao.sqlite'))
}
