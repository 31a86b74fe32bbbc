/**
 * The house's list as a table of five columns: 类别, 写法, 应为, 顺序, 备注. A table of two columns without kinds is
 * taken for 误写 and 规范写法. What cannot be taken is named by its row, never dropped in silence.
 */
import { csvRow, readCsv } from './csv.ts'
import { house as en } from './i18n/en/house.ts'
import { house as zh } from './i18n/zh/house.ts'
import type { Dictionary } from './i18n/zh.ts'
import { byPlace, type HouseKind, houseKinds, type HouseWords, isWhole, takesInstead } from './house-list.ts'
import { limits } from './limits.ts'

type HouseCsvProblem = 'kind' | 'empty' | 'instead' | 'long' | 'rank' | 'twice'

export type ReadHouseCsv = {
  readonly entries: readonly HouseWords[]
  /** `row` counts from 1, the heads included. */
  readonly problems: readonly {
    readonly row: number
    readonly code: HouseCsvProblem
    readonly text: string
  }[]
}

type Words = Dictionary['house']

/** Heads and kinds in the words of the reader's language; the byte order mark is the caller's. */
export function writeHouseCsv(entries: readonly HouseWords[], words: Words): string {
  const heads = [words.kind, words.wording, words.instead, words.rank, words.note]
  const rows = entries
    .toSorted(byPlace)
    .map(({ kind, wording, instead, rank, note }) => [
      words[`kind_${kind}`],
      wording,
      instead,
      rank === null ? '' : String(rank),
      note,
    ])
  return [heads, ...rows].map(csvRow).join('')
}

export function readHouseCsv(text: string): ReadHouseCsv {
  const rows = readCsv(text)
  const isBare = rows.every(cells => cells.length <= 2)
  const entries = new Map<string, HouseWords>()
  const problems: ReadHouseCsv['problems'][number][] = []
  for (const [at, cells] of rows.entries()) {
    if (at === 0 && isHead(cells)) continue
    const entry = isBare && kindOf(cells[0]) === undefined ? pairOf(cells) : entryOf(cells)
    const key = typeof entry === 'string' ? '' : `${entry.kind} ${entry.wording}`
    const problem =
      typeof entry === 'string' ? entry : (problemOf(entry) ?? (entries.has(key) ? 'twice' : null))
    if (typeof entry === 'string' || problem)
      problems.push({ row: at + 1, code: problem ?? 'kind', text: cells.join(' ').trim().slice(0, 60) })
    else entries.set(key, entry)
  }
  return { entries: [...entries.values()], problems }
}

const headWords: ReadonlySet<string> = new Set<string>([
  ...[zh, en].flatMap(words => [words.kind, words.wording, words.instead]),
  '误写',
  '错误写法',
  '不用的写法',
  '规范写法',
  '姓名',
])
/** Heads are words for columns; a row that begins with a kind is none. */
const isHead = (cells: readonly string[]) =>
  kindOf(cells[0]) === undefined && cells.some(value => headWords.has(value))

function kindOf(cell = ''): HouseKind | undefined {
  return houseKinds.find(kind => cell === kind || cell === zh[`kind_${kind}`] || cell === en[`kind_${kind}`])
}

const pairOf = ([wording = '', instead = '']: readonly string[]): HouseWords => ({
  kind: 'term',
  wording: oneLine(wording),
  instead: oneLine(instead),
  rank: null,
  note: '',
})

function entryOf([first, wording = '', instead = '', order = '', note = '']: readonly string[]) {
  const kind = kindOf(first)
  if (kind === undefined) return 'kind' as const
  const rank = order === '' ? null : Number(order)
  if (rank !== null && (!Number.isInteger(rank) || rank < 1 || rank > limits.houseEntries))
    return 'rank' as const
  return {
    kind,
    wording: oneLine(wording),
    instead: takesInstead(kind) ? oneLine(instead) : '',
    rank,
    note: oneLine(note),
  } satisfies HouseWords
}

function problemOf(entry: HouseWords): HouseCsvProblem | null {
  const { wording, instead, note } = entry
  if (wording === '') return 'empty'
  const longest = limits.houseWording
  if (wording.length > longest || instead.length > longest || note.length > limits.houseNote) return 'long'
  return isWhole(entry) ? null : 'instead'
}

const oneLine = (text: string) => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()
