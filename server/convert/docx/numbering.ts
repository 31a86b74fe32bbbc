/**
 * Numbers and marks that Word itself counts: those of lists, and of headings where they were asked for so.
 *
 * 1. A list counts by itself: every list has an instance that begins at its own start.
 * 2. Headings share one multilevel list whose levels are the heading styles'. Where Word's count would not be
 *    ours (a start after an unnumbered heading, a new attachment), an instance begins that says the value.
 */
import { deepestLevel } from '../../../shared/numbering.ts'
import { character } from './measures.ts'
import { fontsOfLevel, headingStyle } from './styles.ts'
import { pPr, rPr } from './properties.ts'
import { nothing, part, val, w, type Xml } from './xml.ts'

const headingList = 1
const orderedList = 2
const bulletList = 3
const levels = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const

/** w:nsid of the lists that stand in a text: by these our own are known again when a file comes back. */
export const listMarks = { ordered: '4A000002', bullet: '4A000003' } as const

type Start = { readonly level: number; readonly value: number }
type Instance = { readonly list: number; readonly starts: readonly Start[] }

/** Collects the instances that the text asks for; their ids are 1, 2, 3… */
export class Numbering {
  readonly #instances: Instance[] = []
  #headings: { readonly id: number; readonly values: number[] } | undefined

  /** The instance of a new list. */
  list(type: 'bulletList' | 'orderedList', level: number, start: number): number {
    const list = type === 'bulletList' ? bulletList : orderedList
    return this.#add({ list, starts: [{ level, value: start }] })
  }

  /** The instance that makes Word show `value` at `level` (from 1) here. */
  heading(level: number, value: number): number {
    const at = Math.min(level, deepestLevel)
    const values = this.#headings?.values ?? []
    if (!this.#headings || (values[at - 1] ?? 0) + 1 !== value) {
      const starts = Array.from({ length: at }, (_, index) => ({
        level: index,
        value: index === at - 1 ? value : (values[index] ?? 0) + 1,
      }))
      this.#headings = { id: this.#add({ list: headingList, starts }), values }
    }
    values.length = Math.min(values.length, at)
    while (values.length < at) values.push(0)
    values[at - 1] = value
    return this.#headings.id
  }

  part(namespaces: Readonly<Record<string, string>>): string {
    return part(
      w(
        'numbering',
        namespaces,
        abstractList(headingList, '4A000001', levels.map(headingLevel)),
        abstractList(orderedList, listMarks.ordered, levels.map(orderedLevel)),
        abstractList(bulletList, listMarks.bullet, levels.map(bulletLevel)),
        ...this.#instances.map(({ list, starts }, at) =>
          w(
            'num',
            { numId: at + 1 },
            val('abstractNumId', list),
            ...starts.map(({ level, value }) =>
              w('lvlOverride', { ilvl: level }, val('startOverride', value)),
            ),
          ),
        ),
      ),
    )
  }

  #add(instance: Instance): number {
    return this.#instances.push(instance)
  }
}

const abstractList = (id: number, nsid: string, of: readonly Xml[]) =>
  w('abstractNum', { abstractNumId: id }, val('nsid', nsid), val('multiLevelType', 'multilevel'), ...of)

type Level = {
  readonly format: string
  readonly text: string
  readonly style?: string
  readonly indent?: Xml
  readonly run?: Xml
}

const level = (at: number, { format, text, style, indent = nothing, run = nothing }: Level) =>
  w(
    'lvl',
    { ilvl: at },
    val('start', 1),
    val('numFmt', format),
    style ? val('pStyle', style) : nothing,
    val('suff', 'nothing'),
    val('lvlText', text),
    val('lvlJc', 'left'),
    indent,
    run,
  )

/** 一、 （一） 1. （1） ① as shared/numbering.ts has them. */
const shapes: readonly (readonly [format: string, text: string])[] = [
  ['chineseCounting', '%1、'],
  ['chineseCounting', '（%2）'],
  ['decimal', '%3.'],
  ['decimal', '（%4）'],
  ['decimalEnclosedCircle', '%5'],
]

function headingLevel(at: number): Xml {
  const [format, text] = shapes[at] ?? ['decimal', `%${at + 1}.`]
  if (at >= shapes.length) return level(at, { format, text })
  const run = rPr({ fonts: fontsOfLevel(at + 1), hint: true })
  return level(at, { format, text, style: headingStyle(at + 1), indent: listIndent(0), run })
}

/** Marks run into the first line as typed numbers do. */
const listIndent = (at: number) =>
  pPr({ indent: { left: [at * 200, at * 2 * character], firstLine: [200, 2 * character] } })

const orderedLevel = (at: number) =>
  level(at, { format: 'decimal', text: `%${at + 1}.`, indent: listIndent(at) })
const bulletLevel = (at: number) => level(at, { format: 'bullet', text: '•', indent: listIndent(at) })
