/**
 * The process behind town-process.ts: loaded early, it waits for a line on its input, then serves the store in
 * argv[2] (a file, or the address of a PostgreSQL database; seeded when it is new) with the options in argv[3]
 * (JSON) and prints its port.
 */
import { once } from 'node:events'
import { flushCompileCache } from 'node:module'
import { inProcessBus } from '../../server/bus/bus.ts'
import { openRedisBus } from '../../server/bus/redis.ts'
import { openPostgres, openStore } from '../../server/store/store.ts'
import { seedTown, serveTown } from './collab.ts'
import type { TownOptions } from './town-process.ts'

const [, , place = '', told = '{}'] = process.argv
const { redisUrl, aheadMs = 0, ...options }: TownOptions = JSON.parse(told)
// The next one starts sooner; a killed process never writes the cache by itself.
flushCompileCache()
await once(process.stdin, 'data')
const db = await (place.startsWith('postgres:') ? openPostgres(place) : openStore(place))
const seeded = await db.selectFrom('reports').select('id').executeTakeFirst()
if (!seeded) await seedTown(db)
const onError = () => {}
const bus =
  redisUrl === undefined
    ? inProcessBus(onError)
    : openRedisBus({ url: redisUrl, channel: 'town', processId: `${process.pid}`, onError })
const clock = () => Date.now() + aheadMs
const town = await serveTown(db, { ...options, bus, clock })
process.stdout.write(`${town.port}\n`)
