/** The judge: what may come into being in a section's text, and what one update may cost. */
import { prosemirrorToYXmlFragment, updateYFragment } from '@tiptap/y-tiptap'
import { Node as ProseMirrorNode } from '@tiptap/pm/model'
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Evidence, judgeUpdate } from '../../server/collab/judge.ts'
import { LiveText } from '../../server/collab/live-text.ts'
import { mostPieces, piecesOf } from '../../server/collab/pieces.ts'
import { decodeUpdate, type Struct } from '../../server/collab/update.ts'
import { limits } from '../../shared/limits.ts'
import {
  emptyText,
  plainText,
  rootName,
  type Text,
  textSchema,
  textToUpdate,
  updatesToText,
} from '../../shared/schema/text.ts'
import { typing } from '../support/raw-tab.ts'

type Desk = { readonly live: LiveText; readonly doc: Y.Doc; readonly judge: (update: Uint8Array) => string }

/** A section with one empty paragraph, and somebody's document of it. */
function desk(text: Text = emptyText): Desk {
  const first = textToUpdate(text)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, first)
  const live = new LiveText([first])
  const owners = new Map<number, string>()
  return { live, doc, judge: update => judgeAndApply(live, owners, update) }
}

function judgeAndApply(live: LiveText, owners: Map<number, string>, bytes: Uint8Array): string {
  const update = live.unknownOf(decodeUpdate(bytes))
  if (!update) return 'malformed'
  const evidence: Evidence = {
    stateOf: client => live.stateOf(client),
    isDeleted: range => live.isDeleted(range),
    seatOf: id => live.seatOf(id),
    holderAt: id => live.holderAt(id),
    ownerOf: client => owners.get(client),
    mayGrow: () => true,
    mayCut: ranges => live.mayCut(ranges),
  }
  const verdict = judgeUpdate(update, evidence, { personId: 'li', mayWrite: true })
  if (verdict.kind === 'refused') return verdict.reason
  if (verdict.kind !== 'apply') return verdict.kind
  for (const { client, personId } of verdict.bindings) owners.set(client, personId)
  live.apply(piecesOf(update, verdict), mostPieces(update, verdict), () => false)
  return 'apply'
}

const bold = { type: 'bold' } as const
const words = (text: string, ...marks: { type: 'bold' | 'italic' | 'underline' }[]) =>
  ({ type: 'text', text, marks }) as const
const line = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] }) as const

/** One of everything. */
const rich: Text = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 2, numbered: false }, content: [{ type: 'text', text: '粮食生产' }] },
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: '稳住面积。', marks: [{ type: 'headingSpan', attrs: { level: 2 } }] },
        words('全镇播种', bold, { type: 'italic' }),
        { type: 'hardBreak' },
        words('三万亩', { type: 'underline' }),
        { type: 'figure', attrs: { figureId: 'f000000000000001', unit: false, decimals: 2 } },
        { type: 'figure', attrs: { figureId: 'f000000000000002', unit: true, decimals: null } },
      ],
    },
    { type: 'bulletList', content: [{ type: 'listItem', content: [line('甲'), line('乙')] }] },
    {
      type: 'orderedList',
      attrs: { start: 3, type: 'a' },
      content: [{ type: 'listItem', content: [line('丙')] }],
    },
    {
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: [
            {
              type: 'tableHeader',
              attrs: { colspan: 2, rowspan: 1, colwidth: [80, 120], align: 'center' },
              content: [line('品种')],
            },
          ],
        },
        { type: 'tableRow', content: [{ type: 'tableCell', content: [line('水稻')] }] },
      ],
    },
    {
      type: 'image',
      attrs: { imageId: 'i000000000000001', width: 50, alt: '晒场', caption: '图1　晒场' },
    },
    { type: 'pageBreak' },
    { type: 'image', attrs: { imageId: 'i000000000000002', width: null, alt: '', caption: '' } },
  ],
}

const node = (text: Text) => ProseMirrorNode.fromJSON(textSchema, text)

test('J1 whatever the editor writes is taken: every node, mark and attribute, changes and undo', () => {
  const { doc, judge, live } = desk()
  const root = doc.getXmlFragment(rootName)
  const undo = new Y.UndoManager(root)
  const verdicts: string[] = []
  doc.on('update', update => verdicts.push(judge(update)))
  prosemirrorToYXmlFragment(node(rich), root)
  undo.stopCapturing()
  const meta = { mapping: new Map(), isOMark: new Map() }
  const shorter = { ...rich, content: rich.content.slice(1) }
  for (const text of [shorter, emptyText, rich]) {
    doc.transact(() => updateYFragment(doc, root, node(text), meta))
    undo.stopCapturing()
  }
  while (undo.undoStack.length > 0) undo.undo()
  while (undo.redoStack.length > 0) undo.redo()
  expect(new Set(verdicts)).toEqual(new Set(['apply']))
  expect(updatesToText([live.encode()])).toEqual(updatesToText([Y.encodeStateAsUpdate(doc)]))
  expect(plainText(updatesToText([live.encode()]))).toContain('粮食生产')
})

const first = (root: Y.XmlFragment) => root.get(0) as Y.XmlElement
const element = (name: string, ...inside: (Y.XmlElement | Y.XmlText)[]) => {
  const made = new Y.XmlElement(name)
  made.insert(0, inside)
  return made
}
/** As hostile code would: Yjs's own types forbid it. */
const loose = (type: unknown) => type as { setAttribute(key: string, value: unknown): void }
const set = (key: string, value: unknown) => (root: Y.XmlFragment) =>
  loose(first(root)).setAttribute(key, value)
const figureWith = (key: string, value: unknown) => {
  const figure = new Y.XmlElement('figure')
  loose(figure).setAttribute(key, value)
  return figure
}
const format = (attributes: object) => (root: Y.XmlFragment) =>
  first(root).insert(0, [made(text => text.insert(0, '字', attributes))])
const made = (fill: (text: Y.XmlText) => void) => {
  const text = new Y.XmlText()
  fill(text)
  return text
}

const strange: [string, (root: Y.XmlFragment) => void][] = [
  ['an element that no schema has', root => root.insert(0, [element('script')])],
  ['the document itself as an element', root => root.insert(0, [element('doc')])],
  ['text that calls itself an element', root => first(root).insert(0, [element('text')])],
  ['text at the root', root => root.insert(0, [new Y.XmlText('字')])],
  ['a row without a table', root => root.insert(0, [element('tableRow')])],
  ['a paragraph in a paragraph', root => first(root).insert(0, [element('paragraph')])],
  ['text in a list', root => root.insert(0, [element('bulletList', new Y.XmlText('字'))])],
  ['a hook', root => root.insert(0, [new Y.XmlHook('hook') as unknown as Y.XmlElement])],
  ['an unknown attribute', set('onclick', 'x')],
  ['a type as an attribute', set('level', new Y.XmlText('字'))],
  ['a map as an attribute', set('level', new Y.Map())],
  ['a sub-document', set('level', new Y.Doc())],
  ['bytes as an attribute', set('level', new Uint8Array(3))],
  ['an attribute of another kind', root => root.insert(0, [levelled('2')])],
  ['a level that no heading has', root => root.insert(0, [levelled(9)])],
  ['an object as an attribute', root => root.insert(0, [levelled({ a: 1 })])],
  ['an unknown mark', format({ blink: {} })],
  ['an unknown attribute of a mark', format({ bold: { href: 'x' } })],
  ['a mark that is no object', format({ bold: true })],
  ['an embed', root => first(root).insert(0, [made(text => text.insertEmbed(0, { image: 'x' }))])],
  ['an attribute of a text', root => first(root).insert(0, [made(text => text.setAttribute('a', 'b'))])],
  ['an image by an address', root => root.insert(0, [imageWith('imageId', 'https://elsewhere/a.png')])],
  ['a figure by a value', root => first(root).insert(0, [figureWith('value', '3120')])],
  ['a figure by no id', root => first(root).insert(0, [figureWith('figureId', '3120万元')])],
  ['a figure with endless decimals', root => first(root).insert(0, [figureWith('decimals', 1e9)])],
  ['a figure whose unit is words', root => first(root).insert(0, [figureWith('unit', '万元')])],
  [
    'a figure that holds text',
    root =>
      first(root).insert(0, [
        element(
          'figure',
          made(() => {}),
        ),
      ]),
  ],
  ['a figure outside of a paragraph', root => root.insert(0, [figureWith('figureId', 'f000000000000001')])],
  ['an image by no name', root => root.insert(0, [imageWith('imageId', '')])],
  ['an image from a page', root => root.insert(0, [imageWith('src', 'x')])],
  ['an image wider than the text', root => root.insert(0, [imageWith('width', 101)])],
  ['an image of no width', root => root.insert(0, [imageWith('width', 5)])],
  ['a caption that is no text', root => root.insert(0, [imageWith('caption', { a: 1 })])],
  ['a caption without end', root => root.insert(0, [imageWith('caption', '图'.repeat(1001))])],
  ['text in an image', root => root.insert(0, [element('image', new Y.XmlText('字'))])],
  ['a page break in a list', root => root.insert(0, [element('bulletList', element('pageBreak'))])],
  ['a page break in an item', root => root.insert(0, [element('listItem', element('pageBreak'))])],
]

function imageWith(attribute: string, value: unknown): Y.XmlElement {
  const image = element('image')
  loose(image).setAttribute(attribute, value)
  return image
}

function levelled(level: unknown): Y.XmlElement {
  const heading = element('heading')
  loose(heading).setAttribute('level', level)
  return heading
}

test.each(strange)('J2 %s is refused and changes nothing', (_what, write) => {
  const { live, doc, judge } = desk()
  const before = live.encode()
  expect(judge(typing(doc, write))).toBe('unknown-shape')
  expect(live.encode()).toEqual(before)
})

test('J2 an attribute of the root, a foreign root, and what is said to be known are refused all the same', () => {
  const { live, judge } = desk()
  const known = [...Y.decodeStateVector(live.stateVector()).keys()][0] ?? 0
  const text = [...bytesOf('字')]
  const onRoot = [1, 1, ...varuint(7), 0, 0x21, 1, ...bytesOf('default'), ...bytesOf('a'), 1, 0]
  const foreign = [1, 1, ...varuint(7), 0, 0x04, 1, ...bytesOf('other'), ...text, 0]
  const foreignKnown = [1, 1, ...varuint(known), 0, 0x04, 1, ...bytesOf('other'), ...text, 0]
  const json = [1, 1, ...varuint(7), 0, 0x02, 1, ...bytesOf('default'), 1, ...bytesOf('1'), 0]
  for (const bytes of [onRoot, foreign, foreignKnown, json])
    expect(judge(Uint8Array.from(bytes)), bytes.join()).toMatch(/unknown-shape|malformed/)
  expect(judge(Uint8Array.from(foreignKnown))).toBe('unknown-shape')
  expect(live.doc.share.size).toBe(1)
})

test('J2 what stands beside an attribute is one too, whatever it says', () => {
  const { live, doc, judge } = desk(rich)
  const heading = first(doc.getXmlFragment(rootName))
  const level = heading._map.get('level')
  if (!level) throw new Error('the heading has no level')
  const { client, clock } = level.id
  const before = live.encode()
  const beside = [1, 1, ...varuint(7), 0, 0x84, ...varuint(client), ...varuint(clock), ...bytesOf('字'), 0]
  expect(judge(Uint8Array.from(beside))).toBe('unknown-shape')
  expect(live.encode()).toEqual(before)
})

test('J14 a mark is refused where its element allows none, and may be taken away there', () => {
  const heading = (attributes: object) => (root: Y.XmlFragment) =>
    root.insert(0, [
      element(
        'heading',
        made(text => text.insert(0, '字', attributes)),
      ),
    ])
  for (const write of [heading({ bold: {} }), heading({ headingSpan: { level: 1 } })]) {
    const { live, doc, judge } = desk()
    const before = live.encode()
    expect(judge(typing(doc, write))).toBe('unknown-shape')
    expect(live.encode()).toEqual(before)
  }
  const { doc, judge } = desk()
  expect(judge(typing(doc, heading({ bold: null })))).toBe('apply')
  // Later, in a text that stands there already.
  const later = (value: object | null) => (root: Y.XmlFragment) =>
    (first(root).get(0) as Y.XmlText).format(0, 1, { bold: value })
  expect(judge(typing(doc, later({})))).toBe('unknown-shape')
})

test('J5 deletions cut a text into no more than limits.documentPieces; those that were made cut nothing', () => {
  const { live, doc, judge } = desk()
  const long = '稻麦'.repeat(limits.documentPieces)
  expect(judge(typing(doc, root => first(root).insert(0, [new Y.XmlText(long)])))).toBe('apply')
  const client = doc.clientID
  /** Every second character, from the struct that the text is on. */
  const every = (from: number, count: number) => {
    const encoder = encoding.createEncoder()
    for (const number of [0, 1, client, count]) encoding.writeVarUint(encoder, number)
    for (let at = 0; at < count; at += 1) {
      encoding.writeVarUint(encoder, from + 2 * at)
      encoding.writeVarUint(encoder, 1)
    }
    return encoding.toUint8Array(encoder)
  }
  const most = limits.updateStructs
  expect(judge(every(2, most + 1))).toBe('too-large')
  const rounds = limits.documentPieces / most / 2
  for (let round = 0; round < rounds - 1; round += 1)
    expect(judge(every(2 + 2 * most * round, most))).toBe('apply')
  // A full sync repeats them, and costs nothing.
  expect(judge(every(2, most * (rounds - 1)))).toBe('apply')
  const before = live.doc.store.clients.get(client)?.length
  expect(judge(every(2 + 2 * most * rounds, most))).toBe('too-large')
  expect(live.doc.store.clients.get(client)?.length).toBe(before)
  // There is room to delete the lot.
  expect(judge(typing(doc, root => root.delete(0, 1)))).toBe('apply')
})

test('J3 elements stand inside each other no deeper than limits.textDepth', () => {
  const nested = (levels: number) => (root: Y.XmlFragment) => {
    let inner = element('bulletList', element('listItem', element('paragraph')))
    for (let at = 0; at < levels; at += 1) inner = element('bulletList', element('listItem', inner))
    root.insert(0, [inner])
  }
  const shallow = desk()
  expect(shallow.judge(typing(shallow.doc, nested(10)))).toBe('apply')
  const deep = desk()
  expect(deep.judge(typing(deep.doc, nested(limits.textDepth / 2)))).toBe('too-large')
  // Step by step is no way around.
  const stepwise = desk()
  let parent: Y.XmlFragment = stepwise.doc.getXmlFragment(rootName)
  const verdicts = Array.from({ length: limits.textDepth }, (_, at) => {
    const child = element(at % 2 === 0 ? 'bulletList' : 'listItem')
    const update = typing(stepwise.doc, () => parent.insert(0, [child]))
    parent = child
    return stepwise.judge(update)
  })
  expect(new Set(verdicts)).toEqual(new Set(['apply']))
  expect(stepwise.judge(typing(stepwise.doc, () => parent.insert(0, [element('bulletList')])))).toBe(
    'too-large',
  )
})

test('J4 a value that nests too deep or is too long is malformed, and no stack overflows', () => {
  const { judge } = desk()
  const deepArray = [...Array.from({ length: 20_000 }, () => [117, 1]).flat(), 126]
  const head = [1, 1, ...varuint(7), 0]
  const any = [...head, 0x28, 1, ...bytesOf('default'), ...bytesOf('a'), 1, ...deepArray, 0]
  expect(judge(Uint8Array.from(any))).toBe('malformed')
  const deepJson = '['.repeat(900) + ']'.repeat(900)
  const mark = (json: string) => [
    ...head,
    0x06,
    1,
    ...bytesOf('default'),
    ...bytesOf('bold'),
    ...bytesOf(json),
    0,
  ]
  expect(judge(Uint8Array.from(mark(deepJson)))).toBe('malformed')
  expect(judge(Uint8Array.from(mark(`"${'长'.repeat(limits.valueCharacters)}"`)))).toBe('malformed')
})

test('J5 one update has no more structs, deletions and new client ids than limits say', () => {
  const structs = (count: number) => [
    1,
    ...varuint(count),
    7,
    0,
    ...Array.from({ length: count }, () => [0, 1]).flat(),
  ]
  expect(decodeUpdate(Uint8Array.from([...structs(limits.updateStructs), 0]))).toBeDefined()
  expect(decodeUpdate(Uint8Array.from([...structs(limits.updateStructs + 1), 0]))).toBeUndefined()
  const deletions = (count: number) =>
    Uint8Array.from([0, 1, 7, ...varuint(count), ...Array.from({ length: count }, () => [1, 1]).flat()])
  expect(decodeUpdate(deletions(limits.updateDeletions))).toBeDefined()
  expect(decodeUpdate(deletions(limits.updateDeletions + 1))).toBeUndefined()
  const clients = (count: number) => {
    const blocks = Array.from({ length: count }, (_, at) => [1, ...varuint(at + 1), 0, 0, 1])
    return Uint8Array.from([...varuint(count), ...blocks.flat(), 0])
  }
  expect(desk().judge(clients(limits.updateClients))).toBe('apply')
  expect(desk().judge(clients(limits.updateClients + 1))).toBe('too-large')
})

test('J6 structs that lean on themselves, however far round, are malformed and never wait', () => {
  const { judge, live } = desk()
  const text = bytesOf('字')
  const struct = (client: number, origin: number) => [1, client, 0, 0x84, origin, 0, ...text]
  expect(judge(Uint8Array.from([1, ...struct(7, 7), 0]))).toBe('malformed')
  expect(judge(Uint8Array.from([2, ...struct(7, 8), ...struct(8, 7), 0]))).toBe('malformed')
  expect(judge(Uint8Array.from([3, ...struct(7, 8), ...struct(8, 9), ...struct(9, 7), 0]))).toBe('malformed')
  expect(judge(Uint8Array.from([1, ...struct(7, 8), 0]))).toBe('gap')
  expect(judge(Uint8Array.from([1, 1, 7, 0, 0x84, 7, 3, ...text, 0]))).toBe('gap')
  expect(live.doc.store.pendingStructs).toBeNull()
})

test('J7 of a struct that is known in part only the rest is taken, and it stands beside that part', () => {
  const { live, doc, judge } = desk(rich)
  const [heading, paragraph] = [first(doc.getXmlFragment(rootName)), doc.getXmlFragment(rootName).get(1)]
  const texts = [heading.get(0), (paragraph as Y.XmlElement).get(0)]
  const ids = texts.map(text => (text instanceof Y.XmlText ? text._start?.id : undefined))
  const [inHeading, inParagraph] = ids.map(id => [...varuint(id?.client ?? 0), ...varuint(id?.clock ?? 0)])
  const beside = (id: readonly number[] | undefined, words: string) =>
    Uint8Array.from([1, 1, 7, 0, 0x84, ...(id ?? []), ...bytesOf(words), 0])
  expect(judge(beside(inHeading, '甲乙'))).toBe('apply')
  expect(judge(beside(inParagraph, '甲乙丙'))).toBe('apply')
  expect(plainText(updatesToText([live.encode()]))).toContain('粮甲乙丙食生产')
  expect(new LiveText([live.encode()]).encode()).toEqual(live.encode())
})

test('J8 an update cut into pieces makes the same text as the whole one', () => {
  const { live, doc, judge } = desk()
  const update = typing(doc, root => {
    for (let at = 0; at < 300; at += 1)
      root.insert(at % 7, [
        element(
          'paragraph',
          made(text => text.insert(0, `第${at}句`, { bold: {} })),
        ),
      ])
    root.delete(3, 40)
  })
  const decoded = decodeUpdate(update) ?? expect.fail('malformed')
  const fresh = { structs: [...decoded.blocks.values()].flat(), lost: new Set<Struct>() }
  expect(piecesOf(decoded, fresh).length).toBeGreaterThan(10)
  expect(judge(update)).toBe('apply')
  expect(Buffer.compare(live.encode(), Y.encodeStateAsUpdate(doc))).toBe(0)
})

test('J12 looking for a place beside something deleted splits nothing that the log has whole', () => {
  const { live, doc, judge } = desk()
  const update = typing(doc, root => {
    first(root).insert(0, [made(text => text.insert(0, '😀')), new Y.XmlText('去')])
  })
  expect(judge(update)).toBe('apply')
  const [emoji, deleted] = first(doc.getXmlFragment(rootName))
    .toArray()
    .map(text => (text instanceof Y.XmlText ? text._start?.id : undefined))
  expect(judge(typing(doc, root => first(root).delete(1, 1)))).toBe('apply')
  const idOf = (id: Y.ID | null | undefined) => [...varuint(id?.client ?? 0), ...varuint(id?.clock ?? 0)]
  // Between the first half of the pair and a letter that was collected.
  const between = [1, 1, 7, 0, 0xc4, ...idOf(emoji), ...idOf(deleted), ...bytesOf('字'), 0]
  expect(judge(Uint8Array.from(between))).toBe('apply')
  expect(plainText(updatesToText([live.encode()]))).toBe('😀')
})

function varuint(value: number): number[] {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, value)
  return [...encoding.toUint8Array(encoder)]
}

function bytesOf(text: string): number[] {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, text)
  return [...encoding.toUint8Array(encoder)]
}
