/**
 * Hocuspocus with its database extension over node:sqlite: the schema, statements and defaults (debounce, no
 * WAL) of its own SQLite extension, whose binding does not run on this Node. argv[2] is the database file.
 */
import { DatabaseSync } from 'node:sqlite'
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'
import { tellPort } from '../servers/measured.ts'

const [, , file] = process.argv
const db = new DatabaseSync(file)
db.exec(`CREATE TABLE IF NOT EXISTS "documents" (
  "name" varchar(255) NOT NULL, "data" blob NOT NULL, UNIQUE(name))`)
const select = db.prepare('SELECT data FROM "documents" WHERE name = ? ORDER BY rowid DESC')
const upsert = db.prepare(
  'INSERT INTO "documents" ("name", "data") VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET data = excluded.data',
)

const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  stopOnSignals: false,
  extensions: [
    new Database({
      fetch: async ({ documentName }) => select.get(documentName)?.data ?? null,
      store: async ({ documentName, state }) => {
        upsert.run(documentName, state)
      },
    }),
  ],
})
await server.listen()
tellPort(server.httpServer.address().port)
