/**
 * The outline as a tree: order, levels, numbers, inherited departments; and the ranks that keep the order.
 *
 * 1. Rows come in any order; the tree is walked parents first, siblings by (rank, id).
 * 2. A rank is a string over 0-9a-z that never ends in 0; between two ranks there is always another.
 * 3. Rows whose parent is missing or deleted do not appear.
 * 4. 附件 stand behind everything else and have no number in the text: they are 附件1, 附件2…, a single one
 *    附件 (GB/T 9704-2012 7.3.4), and what is below one is numbered like a document of its own.
 */
import { formatNumber } from './numbering.ts'
import type { SectionRole } from './report.ts'

/** What a stored section must have to find its place. */
export type Placed = {
  readonly id: string
  readonly parentId: string | null
  readonly rank: string
  readonly numbered: boolean
  readonly leadId: string | null
  readonly coIds: readonly string[]
  readonly role?: SectionRole | null
}

/** A row with everything that follows from its place. */
export type InPlace<Row extends Placed> = Row & {
  readonly level: number
  /** Value among its numbered siblings, from 1; 0 when unnumbered. */
  readonly ordinal: number
  readonly number: string
  readonly effectiveLeadId: string | null
  readonly effectiveCoIds: readonly string[]
}

type Holding = { readonly leadId: string | null; readonly coIds: readonly string[] }
const nobody: Holding = { leadId: null, coIds: [] }

/** 三 of 三、综述: the number without its mark; a section without a number is its heading. */
export const shortName = ({ number, heading }: { readonly number: string; readonly heading: string }) =>
  number.replace(/[\u3001.]$/u, '') || heading

/** All rows in document order, with level, number and the departments that really hold them. */
export function inOrder<Row extends Placed>(rows: readonly Row[]): InPlace<Row>[] {
  const children = Map.groupBy(rows, row => row.parentId)
  for (const siblings of children.values()) siblings.sort(byRank)
  /** `numberLevel` is the level that numbers are formed by: one less inside an attachment. */
  const walk = (
    parentId: string | null,
    level: number,
    numberLevel: number,
    inherited: Holding,
  ): InPlace<Row>[] => {
    let ordinal = 0
    return (children.get(parentId) ?? []).flatMap(row => {
      // A section without departments inherits its nearest ancestor's (lead and co together).
      const holding = row.leadId === null && row.coIds.length === 0 ? inherited : row
      // Whoever leads does not wait for itself.
      const effectiveCoIds = holding.coIds.filter(id => id !== holding.leadId)
      const place = { level, effectiveLeadId: holding.leadId, effectiveCoIds }
      if (isAttachment({ ...row, level })) {
        const placed = { ...row, ...place, ordinal: 0, number: '' }
        return [placed, ...walk(row.id, level + 1, level, holding)]
      }
      if (row.numbered) ordinal += 1
      const placed: InPlace<Row> = {
        ...row,
        ...place,
        ordinal: row.numbered ? ordinal : 0,
        number: row.numbered ? formatNumber(numberLevel, ordinal) : '',
      }
      return [placed, ...walk(row.id, level + 1, numberLevel + 1, holding)]
    })
  }
  const { body, attachments } = parted(walk(null, 1, 1, nobody))
  const labels = attachmentLabels(attachments.length)
  const labelled = attachments.map(([own, ...below], at) => [
    ...(own ? [{ ...own, number: attachmentNumber(labels[at] ?? '') }] : []),
    ...below,
  ])
  return [...body, ...labelled.flat()]
}

/** 附件 is what a section of level 1 is; deeper down the role says nothing. */
export function isAttachment({
  level,
  role,
}: {
  readonly level: number
  readonly role?: SectionRole | null
}) {
  return level === 1 && role === 'attachment'
}

/** Sections in document order, parted into those of the text and each attachment with what is below it. */
export function parted<Section extends { readonly level: number; readonly role?: SectionRole | null }>(
  sections: readonly Section[],
): { readonly body: Section[]; readonly attachments: Section[][] } {
  const body: Section[] = []
  const attachments: Section[][] = []
  let open: Section[] | undefined
  for (const section of sections) {
    if (section.level === 1) open = isAttachment(section) ? [] : undefined
    if (open?.length === 0) attachments.push(open)
    ;(open ?? body).push(section)
  }
  return { body, attachments }
}

/** What an attachment is called where its title follows on the same line. */
export const attachmentNumber = (label: string) => `${label}　`

/** What stands above an attachment: 附件1, 附件2…; a single one has no number. */
export function attachmentLabels(count: number): string[] {
  return count === 1 ? ['附件'] : Array.from({ length: count }, (_, at) => `附件${at + 1}`)
}

/** Order of siblings; the id breaks a tie of two ranks given at the same moment. */
export function byRank(a: Pick<Placed, 'rank' | 'id'>, b: Pick<Placed, 'rank' | 'id'>): number {
  return a.rank === b.rank ? (a.id < b.id ? -1 : 1) : a.rank < b.rank ? -1 : 1
}

const rankAlphabet = '0123456789abcdefghijklmnopqrstuvwxyz'

/**
 * A rank strictly between two neighbours; null is the open end. Where nothing lies between them (equal
 * ranks given at the same moment, or the wrong way round) it is the rank directly behind `before`.
 */
export function rankBetween(before: string | null, after: string | null): string {
  const low = before ?? ''
  if (after !== null && trimRank(after) <= trimRank(low)) return low + middle
  let bound = after
  let rank = ''
  for (let at = 0; ; at += 1) {
    const from = digitAt(low, at)
    const to = bound === null ? rankAlphabet.length : digitAt(bound, at)
    if (to - from > 1) return rank + rankAlphabet[Math.floor((from + to) / 2)]
    rank += rankAlphabet[from]
    // Once the prefix is below `after`, only `before` still bounds the rest.
    if (to > from) bound = null
  }
}

const middle = rankAlphabet[rankAlphabet.length / 2]

/** A rank is read as a fraction in base 36: digits that are not there are 0. */
const digitAt = (rank: string, at: number) => (at < rank.length ? rankAlphabet.indexOf(rank[at] ?? '') : 0)
const trimRank = (rank: string) => rank.replace(/0+$/, '')

/** `count` ranks in order, for an outline made at once. */
export function ranksFor(count: number): string[] {
  const width = Math.max(2, Math.ceil(Math.log(count + 2) / Math.log(36)) + 1)
  const span = 36 ** width
  return Array.from({ length: count }, (_, at) => {
    const value = Math.floor(((at + 1) * span) / (count + 1))
    return trimRank(value.toString(36).padStart(width, '0'))
  })
}
