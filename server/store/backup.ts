/**
 * A copy of a SQLite store, taken while servers go on writing into it.
 *
 * 1. The copy is the store as it stood at one moment, not before the call; nobody who writes waits for it.
 * 2. It is looked through and on the disk before it has its name: a file of that name is whole.
 * 3. A file that is there is never overwritten.
 */
import { access, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'

/** Copies the store in `file` to `copy`, which is not there yet. Throws a sentence when it cannot. */
export async function backUpStore(file: string, copy: string): Promise<void> {
  if (!(await isThere(file))) throw new Error(`There is no store at ${file}.`)
  if (await isThere(copy)) throw new Error(`${copy} is there already; a copy never overwrites anything.`)
  const unfinished = `${copy}.unfinished`
  await rm(unfinished, { force: true })
  try {
    // Like the store itself the owner's alone, from its first byte.
    await (await open(unfinished, 'wx', 0o600)).close()
    await copyAtOnce(file, unfinished)
    checkSound(unfinished)
    await flush(unfinished)
    await rename(unfinished, copy)
    await flush(dirname(copy))
  } finally {
    await rm(unfinished, { force: true })
  }
}

/** In one step: it reads one state, and a writer can never make it begin again. */
async function copyAtOnce(file: string, copy: string): Promise<void> {
  const store = new DatabaseSync(file, { timeout: 5000 })
  try {
    await backup(store, copy, { rate: allPages })
  } finally {
    store.close()
  }
}

/** More than a store can have. */
const allPages = 2 ** 31 - 1

function checkSound(copy: string): void {
  const store = new DatabaseSync(copy)
  try {
    // One file that needs no other beside it; a server makes it WAL again.
    store.exec('pragma journal_mode = delete')
    const found = store.prepare('pragma integrity_check(1)').get()
    if (found?.integrity_check !== 'ok')
      throw new Error(`The store is damaged, so this copy was not kept: ${String(found?.integrity_check)}`)
  } finally {
    store.close()
  }
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

async function flush(path: string): Promise<void> {
  const opened = await open(path, 'r')
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}
