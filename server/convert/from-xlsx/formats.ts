/**
 * What a number of a cell shows by its format: a day, a share of a hundred, or the number.
 * Source: ECMA-376 part 1, §18.8.30 (numFmt) and §18.17.4 (dates as serial numbers).
 */
import { childOf, childrenOf, type XmlElement } from '../xml.ts'

type Shown = 'number' | 'day' | 'percent'

export type CellFormats = {
  /** By the cell's style. */
  readonly styles: readonly Shown[]
  readonly is1904: boolean
}

export function readFormats(styles: XmlElement | undefined, is1904: boolean): CellFormats {
  const own = new Map(
    childrenOf(childOf(styles, 'numFmts'), 'numFmt').map(({ attributes }) => [
      attributes.get('numFmtId') ?? '',
      attributes.get('formatCode') ?? '',
    ]),
  )
  const kindOf = (id: string): Shown => {
    const code = own.get(id)
    return code === undefined ? builtIn(Number(id)) : ofCode(code)
  }
  const formats = childrenOf(childOf(styles, 'cellXfs'), 'xf')
  return { styles: formats.map(({ attributes }) => kindOf(attributes.get('numFmtId') ?? '0')), is1904 }
}

/** 14–17 and 22 are days everywhere, 27–36 and 50–58 in Chinese and Japanese. */
function builtIn(id: number): Shown {
  if (id === 9 || id === 10) return 'percent'
  const isDay =
    (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)
  return isDay ? 'day' : 'number'
}

/** Words in quotes, colours and locales in brackets say nothing of it. */
function ofCode(code: string): Shown {
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\./gu, '')
  if (/[yd]/iu.test(bare)) return 'day'
  return bare.includes('%') ? 'percent' : 'number'
}

/** What is no number stays as it is written. */
export function shown(written: string, { styles, is1904 }: CellFormats, style: number): string {
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/iu.test(written)) return written
  const format = styles[style] ?? 'number'
  const value = Number(written)
  if (format === 'day') return dayOf(value, is1904) ?? plain(written)
  return format === 'percent' ? plain(String(value * 100)) : plain(written)
}

/** Fifteen digits, as spreadsheets show them: 0.1+0.2 is 0.3. */
function plain(written: string): string {
  if (/^-?\d{1,15}$/u.test(written)) return written
  const value = Number(Number(written).toPrecision(15))
  const text = String(value)
  if (!text.includes('e')) return text
  return Math.abs(value) < 1 ? value.toFixed(20).replace(/\.?0+$/u, '') : BigInt(Math.round(value)).toString()
}

const dayMs = 24 * 60 * 60 * 1000
/** 31 December of the year 9999. */
const lastDay = 2_958_465

/** Day 60 of 1900 is the 29 February that there never was: behind it the count is one ahead. */
function dayOf(serial: number, is1904: boolean): string | undefined {
  const days = Math.floor(serial) + (is1904 ? 1462 : 0)
  if (days < 61 || days > lastDay) return undefined
  return new Date(Date.UTC(1899, 11, 30) + days * dayMs).toISOString().slice(0, 10)
}
