/**
 * What a statement's failure says about the disk, by SQLite's result codes (sqlite.org/rescode.html).
 * Both are told from bugs: a bug is logged whole and answered 500.
 */

/** As the worker passes them on: `SQLITE_<extended result code>`. */
function resultCodeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const code = 'code' in error && typeof error.code === 'string' ? /^SQLITE_(\d+)$/.exec(error.code) : null
  if (code) return Number(code[1])
  // better-auth wraps what its adapter throws.
  return 'cause' in error ? resultCodeOf(error.cause) : undefined
}

/** The lower byte of an extended code is its kind. */
const kind = { busy: 5, readOnly: 8, ioError: 10, corrupt: 11, full: 13, cannotOpen: 14 } as const
const unwritable: ReadonlySet<number> = new Set([
  kind.busy,
  kind.readOnly,
  kind.ioError,
  kind.full,
  kind.cannotOpen,
])

/** I/O errors of reading one place: READ, SHORT_READ, DATA, CORRUPTFS. */
const unreadablePlaces: ReadonlySet<number> = new Set([266, 522, 8202, 8458])

/** The disk is full, read-only or failing, or somebody holds the file: nothing was written, and it may pass. */
export function isUnwritable(error: unknown): boolean {
  const code = resultCodeOf(error)
  return code !== undefined && unwritable.has(code & 0xff)
}

/** The pages that the statement needed do not make sense, or the disk does not give them back. */
export function isUnreadable(error: unknown): boolean {
  const code = resultCodeOf(error)
  return code !== undefined && ((code & 0xff) === kind.corrupt || unreadablePlaces.has(code))
}
