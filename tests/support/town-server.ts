/**
 * The process behind town-process.ts: loaded early, it waits for a line on its input, then serves the store in
 * argv[2] (seeded when it is new) with the options in argv[3] (JSON) and prints its port.
 */
import { once } from 'node:events'
import { flushCompileCache } from 'node:module'
import { openStore } from '../../server/store/store.ts'
import { seedTown, serveTown } from './collab.ts'

const [, , file = '', options = '{}'] = process.argv
// The next one starts sooner; a killed process never writes the cache by itself.
flushCompileCache()
await once(process.stdin, 'data')
const db = await openStore(file)
const seeded = await db.selectFrom('reports').select('id').executeTakeFirst()
if (!seeded) await seedTown(db)
const town = await serveTown(db, JSON.parse(options))
process.stdout.write(`${town.port}\n`)
