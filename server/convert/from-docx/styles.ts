/**
 * What styles.xml says of a paragraph or a run, as far as reading a text needs it.
 *
 * 1. A style has what the styles that it is based on have, nearest first; a circle of styles ends.
 * 2. The boldness of a paragraph style is the look of that kind of paragraph, no mark of its author's: only
 *    character styles and direct formatting give marks.
 */
import type { LinePart } from '../../../shared/import/document-model.ts'
import { childOf, childrenOf, valueOf, type XmlElement } from '../xml.ts'
import { linePitch } from '../docx/measures.ts'

export type RunLook = {
  readonly bold: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly hidden: boolean
  /** 楷体 or another type face than the text around it says heading as boldness does. */
  readonly face: string
  /** Set in the character style that belongs to a heading's. */
  readonly heading: boolean
  /** Highlighted, or red. */
  readonly pending: boolean
}

export type ParagraphLook = {
  /** 1…9, 0 for the title. */
  readonly outline: number | undefined
  readonly numbering: { readonly id: string; readonly level: number } | undefined
  readonly align: string | undefined
  /** What its own style is called; Word's own have English names. */
  readonly style: string
  /** A line of a table of contents. */
  readonly contents: boolean
  /** The type face that its style gives its runs. */
  readonly face: string
  /** What its style's name says that it is. */
  readonly part: LinePart | undefined
  /** How far it stands from the right edge and below what is above it, as a date with a seal or a stamp does. */
  readonly seal: 'seal' | 'stamp' | undefined
  /** Pairs of characters from the left edge: how deep in lists a paragraph without a mark stands. */
  readonly depth: number
}

export type Styles = {
  paragraph(properties: XmlElement | undefined): ParagraphLook
  run(properties: XmlElement | undefined): RunLook
}

export function readStyles(root: XmlElement | undefined): Styles {
  const byId = new Map(
    childrenOf(root, 'w:style').map(style => [style.attributes.get('w:styleId') ?? '', style]),
  )
  const standard = childrenOf(root, 'w:style').find(
    ({ attributes }) =>
      attributes.get('w:type') === 'paragraph' && /^(?:1|true|on)$/.test(attributes.get('w:default') ?? ''),
  )
  const defaults = childOf(childOf(childOf(root, 'w:docDefaults'), 'w:rPrDefault'), 'w:rPr')
  const chainOf = (id: string | undefined): XmlElement[] => {
    const chain: XmlElement[] = []
    const seen = new Set<string>()
    for (let next = id; next !== undefined && !seen.has(next); ) {
      seen.add(next)
      const style = byId.get(next)
      if (!style) break
      chain.push(style)
      next = valueOf(style, 'w:basedOn')
    }
    return chain
  }
  /** Word links the two by id, LibreOffice writes one or neither and keeps the names. */
  const isHeading = (id: string) => {
    const own = byId.get(id)
    const linked = byId.get(valueOf(own, 'w:link') ?? '')
    const names = [valueOf(own, 'w:name') ?? '', valueOf(linked, 'w:name') ?? '']
    return names.some(name => /^(?:heading|标题)\s*[1-9](?:\s*(?:字符|char))?$/i.test(name))
  }
  return {
    paragraph(properties) {
      const own = valueOf(properties, 'w:pStyle')
      const chain = own === undefined ? (standard ? [standard] : []) : chainOf(own)
      const all = [properties, ...chain.map(style => childOf(style, 'w:pPr'))]
      const faces = [...chain.map(style => childOf(style, 'w:rPr')), defaults]
      const names = chain.map(style => valueOf(style, 'w:name') ?? '')
      return {
        outline: outlineOf(all, names),
        numbering: numberingOf(all),
        align: firstOf(all, part => valueOf(part, 'w:jc')),
        style: names[0] ?? '',
        contents: names.some(name => /^(?:toc|目录)\s*(?:\d|heading|标题)/i.test(name)),
        face: firstOf(faces, faceOf) ?? '',
        part: partNames.find(([name]) => name.test(names[0] ?? ''))?.[1],
        seal: sealOf(all),
        depth: Math.round((indentOf(all, 'left') ?? 0) / 2),
      }
    },
    run(properties) {
      const style = valueOf(properties, 'w:rStyle')
      const all = [properties, ...chainOf(style).map(one => childOf(one, 'w:rPr'))]
      const isOn = (name: string) => firstOf(all, part => switchOf(part, name)) ?? false
      const underline = firstOf(all, part => valueOf(part, 'w:u'))
      return {
        bold: isOn('w:b'),
        italic: isOn('w:i'),
        underline: underline !== undefined && underline !== 'none',
        hidden: isOn('w:vanish'),
        face: firstOf(all, faceOf) ?? '',
        heading: style !== undefined && isHeading(style),
        pending: all.some(isPending),
      }
    },
  }
}

/** The names that this program gives, and those that Word and WPS have. */
const partNames: readonly (readonly [RegExp, LinePart])[] = [
  [/^份号与紧急程度$/, 'copy-number'],
  [/^发文机关标志$/, 'issuer'],
  [/^发文字号$/, 'document-number'],
  [/^题下署名$/, 'byline'],
  [/^主送机关$/, 'addressee'],
  [/^附件说明$/, 'attachments-note'],
  [/^(?:signature|签名|署名)$/i, 'signature'],
  [/^(?:date|日期|成文日期)$/i, 'date'],
  [/^附注$/, 'note'],
  [/^附件序号$/, 'attachment-label'],
  [/^附件标题$/, 'attachment-title'],
  [/^版记$/, 'imprint'],
]

/** Four characters from the right edge: with a seal; and a line below the name: with a stamp (7.3.5). */
function sealOf(all: readonly (XmlElement | undefined)[]): 'seal' | 'stamp' | undefined {
  if (!/^(?:right|end)$/.test(firstOf(all, part => valueOf(part, 'w:jc')) ?? '')) return undefined
  const characters = indentOf(all, 'right') ?? 0
  if (Math.abs(characters - 4) > 0.1) return undefined
  const before = Number(firstOf(all, part => childOf(part, 'w:spacing')?.attributes.get('w:before')) ?? 0)
  return before >= linePitch * 0.9 ? 'stamp' : 'seal'
}

/** Characters from an edge: as such, or in twips of 三号 characters. */
function indentOf(all: readonly (XmlElement | undefined)[], side: 'left' | 'right'): number | undefined {
  const other = side === 'left' ? 'start' : 'end'
  const said = (unit: string) =>
    firstOf(all, part => {
      const attributes = childOf(part, 'w:ind')?.attributes
      return attributes?.get(`w:${side}${unit}`) ?? attributes?.get(`w:${other}${unit}`)
    })
  const characters = Number(said('Chars') ?? 0) / 100
  const twips = Number(said('') ?? 0) / 317
  return characters === 0 ? twips : characters
}

function firstOf<Of>(
  parts: readonly (XmlElement | undefined)[],
  read: (part: XmlElement | undefined) => Of | undefined,
): Of | undefined {
  for (const part of parts) {
    const found = read(part)
    if (found !== undefined) return found
  }
  return undefined
}

function outlineOf(all: readonly (XmlElement | undefined)[], names: readonly string[]): number | undefined {
  const level = firstOf(all, part => valueOf(part, 'w:outlineLvl'))
  if (level !== undefined && /^[0-8]$/.test(level)) return Number(level) + 1
  for (const name of names) {
    if (/^(?:title|公文标题|文章标题|大标题)$/i.test(name)) return 0
    const heading = /^(?:heading|标题)\s*([1-9])$/i.exec(name)
    if (heading && level === undefined) return Number(heading[1])
  }
  return undefined
}

function numberingOf(all: readonly (XmlElement | undefined)[]): ParagraphLook['numbering'] {
  const id = firstOf(all, part => valueOf(childOf(part, 'w:numPr'), 'w:numId'))
  if (id === undefined || id === '0') return undefined
  const level = firstOf(all, part => valueOf(childOf(part, 'w:numPr'), 'w:ilvl'))
  return { id, level: Math.min(8, Math.max(0, Number(level ?? 0) || 0)) }
}

function switchOf(part: XmlElement | undefined, name: string): boolean | undefined {
  const found = childOf(part, name)
  if (!found) return undefined
  return !/^(?:0|false|off|none)$/.test(found.attributes.get('w:val') ?? '')
}

const faceOf = (part: XmlElement | undefined): string | undefined =>
  childOf(part, 'w:rFonts')?.attributes.get('w:eastAsia')

function isPending(part: XmlElement | undefined): boolean {
  const highlight = valueOf(part, 'w:highlight')
  if (highlight !== undefined && !/^(?:none|white)$/.test(highlight)) return true
  const shade = childOf(part, 'w:shd')?.attributes.get('w:fill')
  return isRed(valueOf(part, 'w:color')) || isYellow(shade)
}

const isRed = (color: string | undefined) =>
  /^(?:red|(?:[c-f][0-9a-f])[0-3][0-9a-f][0-3][0-9a-f])$/i.test(color ?? '')
const isYellow = (fill: string | undefined) =>
  /^(?:yellow|f[0-9a-f][c-f][0-9a-f][0-9a][0-9a-f])$/i.test(fill ?? '')
