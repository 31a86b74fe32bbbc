/** What stands around the text of two reports: title, 版头, 主送, 署名, date, 附注, 版记, 附件说明, line by line. */
import type { AssembledReport } from '../assemble/assemble.ts'
import type { Segment } from '../differences.ts'
import type { Piece } from './difference.ts'
import { compareStrings } from './lines.ts'

const matterFields = [
  'copyNumber',
  'urgency',
  'issuer',
  'documentNumber',
  'signers',
  'title',
  'addressee',
  'attachmentsNote',
  'signature',
  'date',
  'note',
  'copies',
  'printer',
  'printedOn',
] as const
type MatterField = (typeof matterFields)[number]

export type MatterDifference = { readonly field: MatterField; readonly pieces: readonly Piece[] }

/** Each field that either report has. */
export function compareMatter(
  old: AssembledReport,
  next: AssembledReport,
  segment: Segment,
): MatterDifference[] {
  const [left, right] = [fieldsOf(old), fieldsOf(next)]
  return matterFields
    .filter(field => left[field] !== '' || right[field] !== '')
    .map(field => ({ field, pieces: compareStrings(left[field], right[field], segment) }))
}

function fieldsOf(report: AssembledReport): Readonly<Record<MatterField, string>> {
  const { letterhead, imprint, title, addressee, signature, date, note, attachmentsNote } = report
  return {
    copyNumber: letterhead?.copyNumber ?? '',
    urgency: letterhead?.urgency ?? '',
    issuer: letterhead?.issuer ?? '',
    documentNumber: letterhead?.documentNumber ?? '',
    signers: letterhead?.signers.join('　') ?? '',
    title,
    addressee,
    attachmentsNote: attachmentsNote.map(({ number, title }) => number + title).join('\n'),
    signature,
    date,
    note,
    copies: imprint?.copies ?? '',
    printer: imprint?.printer ?? '',
    printedOn: imprint?.printedOn ?? '',
  }
}
