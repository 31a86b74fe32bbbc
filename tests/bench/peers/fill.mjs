/**
 * Brings documents into a peer's store before it starts: `node fill.mjs leveldb|sqlite <store> <documents>`.
 * LevelDB keeps a log, so it gets every update as it was typed; SQLite keeps whole states.
 */
import { deserialize } from 'node:v8'
import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { LeveldbPersistence } from 'y-leveldb'

const [, , kind, store, file] = process.argv
/** {name, updates, whole}[] */
const documents = deserialize(readFileSync(file))

if (kind === 'leveldb') {
  const persistence = new LeveldbPersistence(store)
  for (const { name, updates } of documents)
    for (const update of updates) await persistence.storeUpdate(name, update)
  await persistence.destroy()
} else {
  const db = new DatabaseSync(store)
  db.exec('CREATE TABLE "documents" ("name" varchar(255) NOT NULL, "data" blob NOT NULL, UNIQUE(name))')
  for (const { name, whole } of documents)
    db.prepare('INSERT INTO "documents" ("name", "data") VALUES (?, ?)').run(name, whole)
  db.close()
}
