/** What one durable commit costs on this disk: a row and its fsync in a WAL, as the store writes it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { median } from './numbers.ts'

const commits = 200

/** The median, ms. */
export function commitMs(): number {
  const folder = mkdtempSync(join(tmpdir(), 'tonggao-disk-'))
  const db = new DatabaseSync(join(folder, 'commits.sqlite'))
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (bytes blob)')
    const insert = db.prepare('INSERT INTO rows VALUES (?)')
    const bytes = new Uint8Array(60)
    const times = Array.from({ length: commits }, () => {
      const start = performance.now()
      insert.run(bytes)
      return performance.now() - start
    })
    return median(times)
  } finally {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
