/** The program as it was before its newest migration, from the history of its source. */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const migrations = 'server/store/migrations'

export type OlderProgram = {
  /** The root of its source tree. */
  readonly folder: string
  remove(): void
}

const git = (...args: string[]) =>
  execFileSync('git', ['-C', root, ...args], { maxBuffer: 1024 ** 3, stdio: ['ignore', 'pipe', 'ignore'] })

/** The commit before the one that brought the newest migration. */
function olderCommit(): string | undefined {
  const newest = readdirSync(join(root, migrations)).toSorted().at(-1) ?? ''
  try {
    const added = git('log', '-1', '--diff-filter=A', '--format=%H', '--', join(migrations, newest))
    return git('rev-parse', '--verify', `${added.toString().trim()}^`).toString().trim()
  } catch {
    return undefined
  }
}

const commit = olderCommit()

/** False where there is no history to take it from: an archive of the source, a shallow clone. */
export const hasOlderProgram = commit !== undefined

export function takeOlderProgram(): OlderProgram {
  if (commit === undefined) throw new Error('there is no history to take the older program from')
  const packed = git('archive', commit)
  const folder = mkdtempSync(join(tmpdir(), 'tonggao-older-'))
  execFileSync('tar', ['-x', '-C', folder], { input: packed })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  // Its pages are not what is tried; without any it builds its own.
  const dist = join(root, 'dist')
  if (existsSync(dist)) cpSync(dist, join(folder, 'dist'), { recursive: true })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
