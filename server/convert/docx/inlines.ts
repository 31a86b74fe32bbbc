/** Inline content as runs: one entry per node type and per mark, complete at compile time. */
import { shownOf } from '../../../shared/figures/in-text.ts'
import type { Inline, TextMark } from '../../../shared/schema/text.ts'
import { type RunProperties, rPr } from './properties.ts'
import { chars, element, join, nothing, w, type Xml } from './xml.ts'

type InlineWriters = {
  readonly [Type in Inline['type']]: (
    inline: Extract<Inline, { type: Type }>,
    properties: RunProperties,
  ) => Xml
}
type MarkWriters = {
  readonly [Type in TextMark['type']]: (mark: Extract<TextMark, { type: Type }>) => RunProperties
}

const inlineWriters: InlineWriters = {
  text: (inline, properties) => run(inline.text, properties),
  figure: (inline, properties) => run(shownOf(inline), properties),
  hardBreak: (_, properties) => w('r', {}, rPr(properties), w('br')),
}

const markWriters: MarkWriters = {
  bold: () => ({ bold: true }),
  italic: () => ({ italic: true }),
  underline: () => ({ underline: true }),
  // The opening span has its style from its paragraph's writer; further on a span is mere type face.
  headingSpan: () => ({}),
}

/** Runs of a paragraph. */
export function runs(content: readonly Inline[] | undefined, properties: RunProperties = {}): Xml {
  return join(
    (content ?? []).map(inline => {
      const marked = (inline.marks ?? []).map(markProperties)
      return writeInline(inline, Object.assign({}, properties, ...marked))
    }),
  )
}

// The tables above are complete for the schema; a document may still hold what the schema has not.
function writeInline<Type extends Inline['type']>(
  inline: Extract<Inline, { type: Type }>,
  properties: RunProperties,
): Xml {
  const write = Object.hasOwn(inlineWriters, inline.type) ? inlineWriters[inline.type] : undefined
  return write ? write(inline, properties) : nothing
}

function markProperties<Type extends TextMark['type']>(
  mark: Extract<TextMark, { type: Type }>,
): RunProperties {
  const write = Object.hasOwn(markWriters, mark.type) ? markWriters[mark.type] : undefined
  return write ? write(mark) : {}
}

/** Characters that Latin and Chinese typefaces both have: without a hint Word sets them half as wide. */
const shared = /[·×—‘’“”…①-⑳ⅠⅡ-Ⅻ℃‰→←↑↓■□▲△●○★☆]/u

/** Words with the same properties; line ends and tabs in them are Word's own. */
export function run(text: string, properties: RunProperties = {}): Xml {
  if (text === '') return nothing
  const pieces = text.split(/(\r\n|[\r\n\v\u2028\u2029]|\t)/u).filter(piece => piece !== '')
  const inner = pieces.map(piece => {
    if (piece === '\t') return w('tab')
    return /^[\r\n\v\u2028\u2029]/u.test(piece)
      ? w('br')
      : element('w:t', { 'xml:space': keepsSpace(piece) ? 'preserve' : undefined }, chars(piece))
  })
  const hinted = shared.test(text) ? { ...properties, hint: true } : properties
  return w('r', {}, rPr(hinted), ...inner)
}

const keepsSpace = (text: string) => /^\s|\s$|\s\s/u.test(text)

/** A field with the result that shows until somebody has it counted anew. */
export function field(instruction: string, cached: string, properties: RunProperties = {}): Xml {
  const of = (...children: readonly Xml[]) => w('r', {}, rPr(properties), ...children)
  return join([
    of(w('fldChar', { fldCharType: 'begin' })),
    of(element('w:instrText', { 'xml:space': 'preserve' }, chars(` ${instruction} `))),
    of(w('fldChar', { fldCharType: 'separate' })),
    run(cached, properties),
    of(w('fldChar', { fldCharType: 'end' })),
  ])
}

/** A place that contents and links lead to. */
export function bookmarked(id: number, name: string, inner: Xml): Xml {
  return join([w('bookmarkStart', { id, name }), inner, w('bookmarkEnd', { id })])
}
