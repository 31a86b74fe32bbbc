/**
 * What a process asked of the disk, read from strace's account of it, and a directory as the disk may hold it
 * when the power goes: everything that an fsync of its file had confirmed, and of what was written since then any
 * part, sector by sector.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const strace = 'strace'

/** May this machine trace, and is this process allowed to? */
export const mayTrace = () =>
  spawnSync(strace, ['-f', '-o', '/dev/null', 'true'], { stdio: 'ignore' }).status === 0

/** A command that runs another and writes an account for each of its threads into files that begin so. */
export const tracing = (prefix: string): readonly string[] => [
  strace,
  ...words('-ff --seccomp-bpf -y -xx -s 1048576'),
  ...words('-e trace=write,writev,pwrite64,pwritev,fsync,fdatasync,ftruncate,unlink,unlinkat,rename'),
  '-o',
  prefix,
]

const words = (line: string) => line.split(' ')

/** The account of the thread that writes this file; strace ends a line before the thread goes on. */
export function traceOf(folder: string, prefix: string, file: string): string {
  const named = hex(file)
  const found = readdirSync(folder)
    .filter(name => name.startsWith(basename(prefix)))
    .map(name => join(folder, name))
    .find(name => readFileSync(name, 'latin1').includes(named))
  if (found === undefined) throw new Error(`nobody wrote ${file}`)
  return found
}

/** How far an account has come: bytes. */
export const lengthOf = (trace: string) => statSync(trace).size

type Operation = { readonly end: number; readonly path: string } & (
  | { readonly is: 'write'; readonly at: number; readonly bytes: Buffer }
  | { readonly is: 'cut'; readonly size: number }
  | { readonly is: 'sync' | 'unlink' }
)

/** What was done to files whose path begins so, in order. `end`: where its line ends in the account. */
export function operationsIn(trace: string, path: string): Operation[] {
  const account = readFileSync(trace, 'latin1')
  const operations: Operation[] = []
  let end = 0
  for (const line of account.split('\n')) {
    end += line.length + 1
    const operation = line.includes(hex(path)) ? readOperation(line, end) : undefined
    if (operation) operations.push(operation)
  }
  return operations
}

function readOperation(line: string, end: number): Operation | undefined {
  const [, call, given, answer] = /^(\w+)\((.*)\)\s+= (-?\d+)/.exec(line) ?? []
  if (call === undefined || given === undefined || Number(answer) < 0) return undefined
  if (call === 'unlink') return { is: 'unlink', end, path: plain(/"([^"]*)"/.exec(given)?.[1] ?? '') }
  const path = plain(/^\d+<([^>]*)>/.exec(given)?.[1] ?? '')
  switch (call) {
    case 'fsync':
    case 'fdatasync':
      return { is: 'sync', end, path }
    case 'ftruncate':
      return { is: 'cut', end, path, size: Number(/, (\d+)$/.exec(given)?.[1]) }
    case 'pwrite64': {
      const [, data = '', at] = /, "([^"]*)", \d+, (\d+)$/.exec(given) ?? []
      return { is: 'write', end, path, at: Number(at), bytes: bytesOf(data).subarray(0, Number(answer)) }
    }
    default:
      throw new Error(`nobody knows what ${call} does to ${path}`)
  }
}

const hex = (text: string) =>
  [...Buffer.from(text)].map(byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
const bytesOf = (escaped: string) => Buffer.from(escaped.replaceAll('\\x', ''), 'hex')
const plain = (escaped: string) => bytesOf(escaped).toString()

/** What one file has for certain, and what the disk was told since its last fsync. */
type FileState = { readonly durable: Buffer; readonly pending: readonly Operation[] }

const sector = 512

/** A disk that goes through what was done to it, and can be looked at after every step. */
export class Disk {
  readonly #files = new Map<string, FileState>()

  do(operation: Operation): void {
    const { durable, pending } = this.#files.get(operation.path) ?? { durable: Buffer.alloc(0), pending: [] }
    if (operation.is === 'unlink') this.#files.delete(operation.path)
    else if (operation.is === 'sync')
      this.#files.set(operation.path, { durable: pending.reduce(done, durable), pending: [] })
    else this.#files.set(operation.path, { durable, pending: [...pending, operation] })
  }

  /** How many writes the disk was told and need not have kept. */
  get pending(): number {
    return [...this.#files.values()].reduce((sum, { pending }) => sum + pending.length, 0)
  }

  /** Writes the files into a folder as a power cut at this moment may leave them. */
  leave(folder: string, random: () => number): void {
    for (const [path, { durable, pending }] of this.#files) {
      const kept = pending.flatMap(operation => survivors(operation, random))
      writeFileSync(join(folder, basename(path)), kept.reduce(done, durable))
    }
  }
}

function done(file: Buffer, operation: Operation): Buffer {
  if (operation.is === 'cut') {
    const cut = Buffer.alloc(operation.size)
    file.copy(cut)
    return cut
  }
  if (operation.is !== 'write') return file
  const size = Math.max(file.length, operation.at + operation.bytes.length)
  const next =
    size > file.length ? Buffer.concat([file, Buffer.alloc(size - file.length)]) : Buffer.from(file)
  operation.bytes.copy(next, operation.at)
  return next
}

/** All, nothing, or some sectors of what was not confirmed. */
function survivors(operation: Operation, random: () => number): Operation[] {
  const fate = random()
  if (fate < 1 / 3) return []
  if (fate < 2 / 3 || operation.is !== 'write') return [operation]
  const parts: Operation[] = []
  for (let from = 0; from < operation.bytes.length; ) {
    const to = Math.min(operation.bytes.length, from + sector - ((operation.at + from) % sector))
    if (random() < 1 / 2)
      parts.push({ ...operation, at: operation.at + from, bytes: operation.bytes.subarray(from, to) })
    from = to
  }
  return parts
}
