/**
 * DATA_DIR: made when it is not there, and held by one server at a time.
 *
 * 1. Reports and password hashes are nobody else's on this machine: the directory is the owner's alone.
 * 2. Two servers over one directory would not hear of each other (the bus is in the process), so the second
 *    is refused. The hold is a lock of the operating system: a server that was killed leaves none behind.
 * 3. The command line takes no hold: it works beside a server.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Throws a sentence when the directory can be neither found nor made. */
export async function makeDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new Error(`DATA_DIR ${dataDir} cannot be used`, { cause: error })
  }
}

/** Answers how to let go. Throws a sentence when another server holds the directory. */
export async function holdDataDir(dataDir: string): Promise<() => void> {
  await makeDataDir(dataDir)
  const file = join(dataDir, 'server.lock')
  try {
    const lock = new DatabaseSync(file, { timeout: 0 })
    // An empty database that is never written: SQLite's lock on it is the portable one.
    lock.exec('BEGIN EXCLUSIVE')
    return () => lock.close()
  } catch (error) {
    throw new Error(
      isLocked(error)
        ? `Another server is running on DATA_DIR ${dataDir}; stop it, or set DATA_DIR to another directory.`
        : `DATA_DIR ${dataDir} cannot be used`,
      { cause: error },
    )
  }
}

/** SQLITE_BUSY. */
const isLocked = (error: unknown) => error instanceof Error && 'errcode' in error && error.errcode === 5
