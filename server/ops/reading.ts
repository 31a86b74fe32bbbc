/**
 * Reading a file that somebody brings: straight into a thread of its own, or through the office program where
 * only that knows the format. One function for the browser, the command line and whoever calls the API.
 */
import { type Outcome, refuse } from '../../shared/errors.ts'
import { kindOf } from '../../shared/import/file-kind.ts'
import { limits } from '../../shared/limits.ts'
import type { FileToRead, ReadFile } from '../convert/read-file.ts'
import type { ConversionOptions, Conversions } from './conversions.ts'
import type { OfficeProgram } from './office-program.ts'
import { createPlaces, type Place } from './places.ts'

export type Reading = {
  /** A place for one file of `owner`, taken before its bytes are read; undefined: too many are at it. */
  enter(owner: string): Place | undefined
  read(file: FileToRead, options?: ConversionOptions): Promise<Outcome<ReadFile>>
}

export function createReading(conversions: Conversions, office: OfficeProgram | undefined): Reading {
  const places = createPlaces({ all: limits.intakeWaiting, each: limits.intakePerPerson })
  return {
    enter: owner => places.enter(owner),
    async read(file, options = {}) {
      if (file.bytes.length > limits.intakeBytes) return refuse('too-large')
      if (kindOf(file.name, file.bytes) !== 'office') return conversions.run('read-file', file, options)
      if (isLocked(file.bytes)) return refuse('file-encrypted')
      if (!office) return refuse('save-as-docx')
      options.onProgress?.(0.05)
      const ending = /\.([a-z]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? 'doc'
      const made = await office.toDocx(file.bytes, ending, options)
      if (!made.ok) return made
      return conversions.run('read-file', { ...file, name: 'file.docx', bytes: made.value }, options)
    },
  }
}

/** A docx with a password is an OLE file whose directory names its lock, in UTF-16. */
function isLocked(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  )
}
