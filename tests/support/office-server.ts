/** A server in a process of its own, to be killed: `node office-server.ts DATA_DIR` prints its address. */
import { createApp } from '../../server/app.ts'
import { tryConfig } from '../http/office.ts'

const started = await createApp(tryConfig(process.argv[2] ?? '')).start()
process.stdout.write(`${started.url}\n`)
