/** Our whole server (HTTP, accounts, live rooms, SQLite) over the data directory in argv[2]. */
import { createApp } from '../../../server/app.ts'
import { readConfig } from '../../../server/config.ts'
import { tellPort } from './measured.ts'

const [, , dataDir = ''] = process.argv
const app = createApp(readConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error' }))
const { url } = await app.start()
tellPort(Number(new URL(url).port))
