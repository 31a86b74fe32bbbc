/**
 * What a statement's failure says about the disk or the line to it, by SQLite's result codes
 * (sqlite.org/rescode.html) and PostgreSQL's SQLSTATE (PostgreSQL's documentation, appendix A).
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

/** Classes of SQLSTATE: no line, out of resources (a full disk), being shut down or started, an error of the system. */
const passingClasses: ReadonlySet<string> = new Set(['08', '53', '57', '58'])
/**
 * A standby that takes no writes; a transaction that was ended because its process was paused; a turn that did not
 * come in time.
 */
const passingCodes: ReadonlySet<string> = new Set(['25006', '25P03', '55P03'])
/** As Node names a line that is not there. */
const noLine: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'])

function isPassing(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('code' in error && typeof error.code === 'string') {
    const { code } = error
    if (noLine.has(code) || passingCodes.has(code)) return true
    if (/^[0-9A-Z]{5}$/.test(code) && passingClasses.has(code.slice(0, 2))) return true
  }
  return 'cause' in error && isPassing(error.cause)
}

/** I/O errors of reading one place: READ, SHORT_READ, DATA, CORRUPTFS. */
const unreadablePlaces: ReadonlySet<number> = new Set([266, 522, 8202, 8458])

/**
 * The disk is full, read-only or failing, somebody holds the file, or the database cannot be reached: it may
 * pass. Nothing was written, unless the line broke between COMMIT and its answer: then the log has it.
 */
export function isUnwritable(error: unknown): boolean {
  const code = resultCodeOf(error)
  return code === undefined ? isPassing(error) : unwritable.has(code & 0xff)
}

/** The pages that the statement needed do not make sense, or the disk does not give them back. */
export function isUnreadable(error: unknown): boolean {
  const code = resultCodeOf(error)
  return code !== undefined && ((code & 0xff) === kind.corrupt || unreadablePlaces.has(code))
}
