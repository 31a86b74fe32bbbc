/**
 * A ZIP file's entries, read from its central directory and inflated one at a time when asked for.
 *
 * 1. Before anything is inflated the directory is held against the limits: number of entries, their declared
 *    sizes together, and how much larger than itself an entry claims to become.
 * 2. An entry is inflated into no more than it declares, and its length and checksum must be what it declares.
 * 3. Nothing is written anywhere, so names lead nowhere; encrypted entries and ZIP64 are refused.
 */
import { crc32, inflateRawSync } from 'node:zlib'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'

export type Zip = {
  readonly names: readonly string[]
  /** `not-found` where there is no such entry. */
  read(name: string): Outcome<Uint8Array>
}

type Entry = {
  readonly name: string
  readonly method: number
  readonly checksum: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const localMark = 0x04034b50
/** Small entries may shrink as they like: an empty page of XML does. */
const smallEntry = 1024 * 1024

export function openZip(bytes: Uint8Array): Outcome<Zip> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const listed = readDirectory(view, bytes)
  if (!listed.ok) return listed
  const entries = new Map(listed.value.map(entry => [entry.name, entry]))
  return done({
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name)
      return entry ? inflate(view, bytes, entry) : refuse('not-found', { entry: name })
    },
  })
}

const broken = (what: string) => refuse('file-broken', { zip: what })
const hostile = (why: string) => refuse('file-refused', { why })

function readDirectory(view: DataView, bytes: Uint8Array): Outcome<Entry[]> {
  const end = findEnd(view)
  if (end === -1) return broken('no directory')
  const count = view.getUint16(end + 10, true)
  const start = view.getUint32(end + 16, true)
  if (count === 0xffff || start === 0xffffffff) return hostile('zip64')
  if (count > limits.archiveEntries) return hostile('entries')
  const entries: Entry[] = []
  let at = start
  let total = 0
  for (let nth = 0; nth < count; nth += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== entryMark) return broken('directory')
    const flags = view.getUint16(at + 8, true)
    const nameLength = view.getUint16(at + 28, true)
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (next > end) return broken('directory')
    const entry: Entry = {
      name: nameOf(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    }
    if ((flags & 1) === 1) return refuse('file-encrypted')
    total += entry.size
    if (total > limits.archiveBytes) return hostile('size')
    if (entry.size > smallEntry && entry.size > entry.packed * limits.archiveRatio) return hostile('ratio')
    entries.push(entry)
    at = next
  }
  return done(entries)
}

/** The end record: 22 bytes and a comment of up to 64 KiB. */
function findEnd(view: DataView): number {
  const least = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= least; at -= 1)
    if (view.getUint32(at, true) === endMark) return at
  return -1
}

/** Names of office files are ASCII; others are only listed. Word accepts a leading slash and backslashes. */
const nameOf = (bytes: Uint8Array) =>
  new TextDecoder().decode(bytes).replaceAll('\\', '/').replace(/^\/+/, '')

function inflate(view: DataView, bytes: Uint8Array, entry: Entry): Outcome<Uint8Array> {
  const { offset, packed, size, method, checksum } = entry
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== localMark) return broken('entry')
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (from + packed > bytes.length) return broken('entry')
  const data = bytes.subarray(from, from + packed)
  const inflated = unpack(data, method, size)
  if (!inflated || inflated.length !== size || crc32(inflated) !== checksum) return broken('entry')
  return done(inflated)
}

function unpack(data: Uint8Array, method: number, size: number): Uint8Array | undefined {
  if (method === 0) return data
  if (method !== 8) return undefined
  try {
    const { buffer, byteOffset, byteLength } = inflateRawSync(data, { maxOutputLength: Math.max(1, size) })
    return new Uint8Array(buffer, byteOffset, byteLength)
  } catch {
    return undefined
  }
}
