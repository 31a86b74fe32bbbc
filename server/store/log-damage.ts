/**
 * Damage of the log: a row or a checkpoint that is not there, cannot be read, or whose bytes are not what was
 * written.
 * One section's damage is an error of that section alone; it never reads as an empty or an older text.
 */
import { crc32 } from 'node:zlib'

/** `checksum`: the bytes changed. `missing`: the row is gone. `unreadable`: the file's pages make no sense. */
type DamageKind = 'checksum' | 'missing' | 'unreadable'

const words: Readonly<Record<DamageKind, (seq: number) => string>> = {
  checksum: seq => `the bytes at ${seq} do not match their checksum`,
  missing: seq => `log row ${seq} is missing`,
  unreadable: seq => `the rows from ${seq} on cannot be read`,
}

export class LogDamage extends Error {
  readonly sectionId: string
  readonly seq: number
  readonly kind: DamageKind

  constructor(sectionId: string, seq: number, kind: DamageKind, options?: ErrorOptions) {
    super(`section ${sectionId}: ${words[kind](seq)}`, options)
    this.sectionId = sectionId
    this.seq = seq
    this.kind = kind
  }
}

/** What was written with its checksum: a row of the log, or a checkpoint. */
type Summed = { readonly seq: number; readonly checksum: number; readonly bytes: Uint8Array }

export const isSound = ({ checksum, bytes }: Summed) => crc32(bytes) === checksum

export function assertSound(sectionId: string, row: Summed): void {
  if (!isSound(row)) throw new LogDamage(sectionId, row.seq, 'checksum')
}
