/**
 * The numbers that Word draws: numbering.xml and the counters that run through the document. Their words are
 * what a reader of the sheet sees: 一、 （一） 1. — Word stores them nowhere.
 *
 * 1. Lists that share an abstract definition share its counters, unless one starts over by override.
 * 2. A deeper level begins again when a shallower one advances (w:lvlRestart says otherwise).
 */
import { toHanzi } from '../../../shared/numbering.ts'
import type { ListedItem } from '../../../shared/import/document-model.ts'
import { listMarks } from '../docx/numbering.ts'
import { childOf, childrenOf, valueOf, type XmlElement } from '../xml.ts'

type Drawn = {
  readonly text: string
  readonly bullet: boolean
  /** Of a list that this program wrote as one, where no heading has such a number; and every bullet. */
  readonly item: ListedItem | undefined
}

export type Numbering = {
  /** The number before the next paragraph of that list and level. Undefined where there is no such list. */
  next(place: { readonly id: string; readonly level: number }): Drawn | undefined
}

type Level = {
  readonly format: string
  readonly text: string
  readonly start: number
  /** The level whose advance begins this one again; 0: never. */
  readonly restart: number | undefined
  readonly legal: boolean
}
type Definition = { readonly key: string; readonly mark: string; readonly levels: ReadonlyMap<number, Level> }
type List = Definition & { readonly starts: ReadonlyMap<number, number> }

export function readNumbering(root: XmlElement | undefined): Numbering {
  const definitions = new Map(
    childrenOf(root, 'w:abstractNum').map(element => [
      element.attributes.get('w:abstractNumId') ?? '',
      element,
    ]),
  )
  const lists = new Map(
    childrenOf(root, 'w:num').map(element => [element.attributes.get('w:numId') ?? '', element]),
  )
  const read = (id: string): List | undefined => {
    const num = lists.get(id)
    const key = valueOf(num, 'w:abstractNumId')
    const definition = key === undefined ? undefined : definitions.get(key)
    if (key === undefined || !definition) return undefined
    const linked = valueOf(definition, 'w:numStyleLink')
    const real = linked === undefined ? definition : (styled(definitions, linked) ?? definition)
    const overrides = childrenOf(num, 'w:lvlOverride')
    const mark = valueOf(definition, 'w:nsid') ?? ''
    const levels = new Map([...levelsOf(real), ...overrides.flatMap(levelsOf)])
    const starts = new Map(
      overrides.flatMap(override => {
        const start = valueOf(override, 'w:startOverride')
        return start === undefined
          ? []
          : [[Number(override.attributes.get('w:ilvl') ?? 0), whole(start, 1)] as const]
      }),
    )
    return { key, mark, levels, starts }
  }
  const known = new Map<string, List | undefined>()
  const counters = new Map<string, (number | undefined)[]>()
  const begun = new Set<string>()
  return {
    next({ id, level }) {
      if (!known.has(id)) known.set(id, read(id))
      const list = known.get(id)
      const shape = list?.levels.get(level)
      if (!list || !shape) return undefined
      const values = counters.get(list.key) ?? []
      counters.set(list.key, values)
      const place = `${id}/${level}`
      const override = begun.has(place) ? undefined : list.starts.get(level)
      begun.add(place)
      values[level] = override ?? (values[level] === undefined ? shape.start : values[level] + 1)
      for (let deeper = level + 1; deeper < 9; deeper += 1) {
        const restart = list.levels.get(deeper)?.restart
        if (restart === undefined || (restart !== 0 && level < restart)) values[deeper] = undefined
      }
      const item = (ordinal: number | null, name = id) => ({ list: name, ordinal, depth: level })
      if (shape.format === 'bullet')
        return {
          text: shape.text,
          bullet: true,
          item: item(null, list.mark === listMarks.bullet ? id : ''),
        }
      const ordinal = list.mark === listMarks.ordered ? item(values[level]) : undefined
      return { text: textOf(shape, list, values), bullet: false, item: ordinal }
    },
  }
}

function styled(definitions: ReadonlyMap<string, XmlElement>, link: string): XmlElement | undefined {
  return [...definitions.values()].find(one => valueOf(one, 'w:styleLink') === link)
}

function levelsOf(element: XmlElement): [number, Level][] {
  return childrenOf(element, 'w:lvl').map(level => {
    const restart = valueOf(level, 'w:lvlRestart')
    return [
      Number(level.attributes.get('w:ilvl') ?? 0),
      {
        format: valueOf(level, 'w:numFmt') ?? 'decimal',
        text: valueOf(level, 'w:lvlText') ?? '',
        start: whole(valueOf(level, 'w:start'), 0),
        restart: restart === undefined ? undefined : whole(restart, 0),
        legal: childOf(level, 'w:isLgl') !== undefined,
      },
    ]
  })
}

function textOf(shape: Level, list: List, values: readonly (number | undefined)[]): string {
  return shape.text.replace(/%([1-9])/g, (_whole, digit: string) => {
    const level = Number(digit) - 1
    const value = values[level] ?? list.levels.get(level)?.start ?? 1
    const format = shape.legal ? 'decimal' : (list.levels.get(level)?.format ?? 'decimal')
    return format === 'none' ? '' : formatCount(format, value)
  })
}

const whole = (text: string | undefined, otherwise: number) => {
  const value = Number(text)
  return text !== undefined && Number.isInteger(value) && value >= 0 && value < 100_000 ? value : otherwise
}

const from = (first: number, most: number) => (value: number) =>
  value >= 1 && value <= most ? String.fromCodePoint(first + value - 1) : String(value)
const among = (signs: string) => (value: number) => Array.from(signs)[value - 1] ?? String(value)
const ofDigits = (signs: string) => (value: number) =>
  Array.from(String(value), digit => Array.from(signs)[Number(digit)] ?? digit).join('')

/** ST_NumberFormat (ECMA-376 17.18.59), those that Chinese documents use; others are counted in digits. */
const formats: Readonly<Record<string, (value: number) => string>> = {
  chineseCounting: toHanzi,
  chineseCountingThousand: toHanzi,
  japaneseCounting: toHanzi,
  taiwaneseCounting: toHanzi,
  taiwaneseCountingThousand: toHanzi,
  koreanDigital2: toHanzi,
  ideographDigital: ofDigits('〇一二三四五六七八九'),
  japaneseDigitalTenThousand: ofDigits('〇一二三四五六七八九'),
  chineseLegalSimplified: among('壹贰叁肆伍陆柒捌玖拾'),
  ideographTraditional: among('甲乙丙丁戊己庚辛壬癸'),
  ideographZodiac: among('子丑寅卯辰巳午未申酉戌亥'),
  decimalEnclosedCircle: from(0x2460, 20),
  decimalEnclosedCircleChinese: from(0x2460, 20),
  decimalEnclosedFullstop: from(0x2488, 20),
  decimalEnclosedParen: from(0x2474, 20),
  ideographEnclosedCircle: from(0x3280, 10),
  decimalFullWidth: ofDigits('０１２３４５６７８９'),
  decimalFullWidth2: ofDigits('０１２３４５６７８９'),
  decimalZero: value => String(value).padStart(2, '0'),
  upperLetter: value => letters(value, 65),
  lowerLetter: value => letters(value, 97),
  upperRoman: roman,
  lowerRoman: value => roman(value).toLowerCase(),
}

const formatCount = (format: string, value: number) => (formats[format] ?? String)(value)

/** A…Z, AA, BB… as Word has them. */
function letters(value: number, first: number): string {
  if (value < 1 || value > 780) return String(value)
  return String.fromCodePoint(first + ((value - 1) % 26)).repeat(Math.ceil(value / 26))
}

function roman(value: number): string {
  if (value < 1 || value > 3999) return String(value)
  const steps = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1]
  const signs = ['M', 'CM', 'D', 'CD', 'C', 'XC', 'L', 'XL', 'X', 'IX', 'V', 'IV', 'I']
  let left = value
  return steps
    .map((step, at) => {
      const times = Math.floor(left / step)
      left -= times * step
      return (signs[at] ?? '').repeat(times)
    })
    .join('')
}
