/** The program as an installation without tools of developers has it (`npm ci --omit=dev`, client built elsewhere). */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export type Production = {
  readonly folder: string
  remove(): void
}

/** `parts`: the folders and files of this project that the installation has, beside its packages. */
export function installProduction(parts: readonly string[]): Production {
  const folder = mkdtempSync(join(tmpdir(), 'tonggao-production-'))
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true })
  for (const name of productionPackages()) {
    const place = join(folder, name)
    mkdirSync(dirname(place), { recursive: true })
    symlinkSync(join(root, name), place)
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A client that was built before every source was last changed. */
export function placeOldClient(folder: string, page: string): void {
  const dist = join(folder, 'dist')
  mkdirSync(dist, { recursive: true })
  writeFileSync(join(dist, 'index.html'), page)
  utimesSync(join(dist, 'index.html'), new Date(0), new Date(0))
}

type Lock = {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly optional?: boolean }>>
}

/** Those at the top of node_modules; what they have inside comes with them. */
function productionPackages(): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock
  return Object.entries(lock.packages).flatMap(([name, { dev = false }]) =>
    !dev && /^node_modules\/(@[^/]+\/)?[^/]+$/.test(name) ? [name] : [],
  )
}
