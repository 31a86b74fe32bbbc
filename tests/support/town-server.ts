/**
 * The process behind town-process.ts: loaded early, it waits for a line on its input, then serves the store in
 * argv[2] (a file, or the address of a PostgreSQL database; seeded when it is new) with the options in argv[3]
 * (JSON) and prints its port.
 */
import { once } from 'node:events'
import { flushCompileCache } from 'node:module'
import { type Bus, inProcessBus } from '../../server/bus/bus.ts'
import { openRedisBus } from '../../server/bus/redis.ts'
import { followDatabaseClock } from '../../server/ops/database-clock.ts'
import { openPostgres, openStore } from '../../server/store/store.ts'
import { seedTown, serveTown } from './collab.ts'
import type { TownOptions } from './town-process.ts'

const [, , place = '', told = '{}'] = process.argv
const { redisUrl, aheadMs = 0, badHints = false, ...options }: TownOptions = JSON.parse(told)
// The next one starts sooner; a killed process never writes the cache by itself.
flushCompileCache()
await once(process.stdin, 'data')
const isShared = place.startsWith('postgres:')
const db = await (isShared ? openPostgres(place) : openStore(place))
const seeded = await db.selectFrom('reports').select('id').executeTakeFirst()
if (!seeded) await seedTown(db)
const onError = () => {}
const bus =
  redisUrl === undefined
    ? inProcessBus(onError)
    : openRedisBus({ url: redisUrl, channel: 'town', processId: `${process.pid}`, onError })
const machine = () => Date.now() + aheadMs
const { clock } = isShared ? await followDatabaseClock(db, machine) : { clock: machine }
const town = await serveTown(db, { ...options, bus: badHints ? badlyHeard(bus) : bus, clock })
process.stdout.write(`${town.port}\n`)

function badlyHeard(good: Bus): Bus {
  const listen: Bus['listen'] = listener =>
    good.listen(event => {
      const chance = Math.random()
      if (chance < 0.4) return
      setTimeout(() => listener(event), Math.random() * 300)
      if (chance < 0.7) setTimeout(() => listener(event), Math.random() * 300)
    })
  return { ...good, listen }
}
