/**
 * Our whole server (HTTP, accounts, live rooms) over the data directory in argv[2]: SQLite there, or PostgreSQL
 * and Redis at the addresses in argv[3] and argv[4].
 */
import { createApp } from '../../../server/app.ts'
import { readConfig } from '../../../server/config.ts'
import { tellPort } from './measured.ts'

const [, , dataDir = '', databaseUrl, redisUrl] = process.argv
const store = { DATA_DIR: dataDir, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl }
const app = createApp(readConfig({ PORT: '0', LOG_LEVEL: 'error', ...store }))
const { url } = await app.start()
tellPort(Number(new URL(url).port))
