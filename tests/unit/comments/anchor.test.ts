/** Places of comments: what they hold on to, and where they are after whatever happens to a text. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  anchorAt,
  type Anchored,
  findWords,
  locate,
  readLine,
  spanOf,
} from '../../../shared/comments/anchor.ts'
import { replaceWords } from '../../../shared/comments/replace.ts'
import { rewriteDoc } from '../../../shared/schema/rewrite.ts'
import { rootName, type Text, textToUpdate } from '../../../shared/schema/text.ts'

const paragraphs = (...lines: string[]): Text => ({
  type: 'doc',
  content: lines.map(text => ({
    type: 'paragraph',
    ...(text === '' ? {} : { content: [{ type: 'text' as const, text }] }),
  })),
})

function docOf(text: Text): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, textToUpdate(text))
  return doc
}

const replica = (doc: Y.Doc) => {
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  return other
}

const at = (doc: Y.Doc, words: string): Anchored => {
  const reading = readLine(doc)
  const from = reading.line.indexOf(words)
  return anchorAt(reading, { from, to: from + words.length })
}

const wordsAt = (doc: Y.Doc, anchored: Anchored) => {
  const reading = readLine(doc)
  const span = locate(reading, anchored)
  return span && reading.line.slice(span.from, span.to)
}

function textAt(doc: Y.Doc, block: number): Y.XmlText {
  const element = doc.getXmlFragment(rootName).get(block)
  const text = element instanceof Y.XmlElement ? element.get(0) : undefined
  if (!(text instanceof Y.XmlText)) throw new Error('no text')
  return text
}

test('W1 what is typed at the edges stays outside, what is typed inside belongs', () => {
  const doc = docOf(paragraphs('全镇完成造林三百亩。'))
  const anchored = at(doc, '造林三百亩')
  const text = textAt(doc, 0)
  text.insert(4, '新')
  text.insert(text.length - 1, '左右')
  text.insert(7, '约')
  expect(readLine(doc).line).toBe('全镇完成新造林约三百亩左右。')
  expect(wordsAt(doc, anchored)).toBe('造林约三百亩')
})

test('W1 a place may run over several blocks, and keeps the end that is left', () => {
  const doc = docOf(paragraphs('第一段的话。', '第二段的话。', '第三段的话。'))
  const anchored = at(doc, '的话。\n第二段的话。\n第三段')
  doc.getXmlFragment(rootName).delete(0, 1)
  expect(wordsAt(doc, anchored)).toBe('第三段')
})

test('W2 every replica finds the same place, also while others write', () => {
  const doc = docOf(paragraphs('甲乙丙丁戊己庚辛。'))
  const other = replica(doc)
  const anchored = at(doc, '丙丁戊')
  textAt(other, 0).insert(0, '先写一句。')
  textAt(doc, 0).delete(3, 1)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  expect([wordsAt(doc, anchored), wordsAt(other, anchored)]).toEqual(['丙戊', '丙戊'])
})

test('W3 letters that an undo brings back are found again, also by those who did not undo', () => {
  const doc = docOf(paragraphs('全年新建公路十二公里，群众出行更方便。'))
  const other = replica(doc)
  const anchored = at(other, '新建公路十二公里')
  const undo = new Y.UndoManager(doc.getXmlFragment(rootName))
  textAt(doc, 0).delete(0, 12)
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  expect(wordsAt(other, anchored)).toBeUndefined()
  undo.undo()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  expect([wordsAt(doc, anchored), wordsAt(other, anchored)]).toEqual(['新建公路十二公里', '新建公路十二公里'])
})

test('W3 letters that came back one after another are not taken for the words between them', () => {
  const doc = docOf(paragraphs(''))
  const text = new Y.XmlText()
  const paragraph = doc.getXmlFragment(rootName).get(0)
  if (!(paragraph instanceof Y.XmlElement)) throw new Error('no paragraph')
  paragraph.insert(0, [text])
  // In pieces, as they were typed by two.
  text.insert(0, '农田一千二')
  text.insert(5, '百亩，粮食产量稳中有增。')
  text.insert(0, '全年新建')
  const other = replica(doc)
  const anchored = at(other, '一千二百亩')
  const undo = new Y.UndoManager(doc.getXmlFragment(rootName))
  text.delete(2, text.length - 4)
  undo.undo()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  expect([wordsAt(doc, anchored), wordsAt(other, anchored)]).toEqual(['一千二百亩', '一千二百亩'])
})

test('W3 of equal words those count that stand in the old surroundings; short ones alone are not enough', () => {
  const doc = docOf(paragraphs('春季植树一百亩。', '秋季植树一百亩。'))
  const reading = readLine(doc)
  const from = reading.line.lastIndexOf('一百亩')
  const anchored = anchorAt(reading, { from, to: from + 3 })
  const fresh = docOf(paragraphs('前言。', '春季植树一百亩。', '秋季植树一百亩。'))
  const found = locate(readLine(fresh), anchored)
  expect(found?.from).toBe(readLine(fresh).line.lastIndexOf('一百亩'))
  expect(wordsAt(docOf(paragraphs('共计一百亩左右')), anchored)).toBeUndefined()
})

test('W4 what is gone is nowhere', () => {
  const doc = docOf(paragraphs('一段话。', '另一段话，将要删去。'))
  const anchored = at(doc, '将要删去')
  doc.getXmlFragment(rootName).delete(1, 1)
  expect(wordsAt(doc, anchored)).toBeUndefined()
})

test('W6 nonsense for a position stands nowhere', () => {
  const doc = docOf(paragraphs('一段话。'))
  const good = at(doc, '一段')
  const root = Y.createRelativePositionFromTypeIndex(doc.getXmlFragment(rootName), 0)
  const encoded = btoa(String.fromCharCode(...Y.encodeRelativePosition(root)))
  const unknown = btoa(String.fromCharCode(...Y.encodeRelativePosition(elsewhere())))
  for (const position of ['', '%%%', 'AAAA', encoded, unknown, btoa('\x02\x05\x06')])
    expect(spanOf(readLine(doc), { start: position, end: position })).toBeUndefined()
  expect(wordsAt(doc, good)).toBe('一段')
})

test('W6 words that stand in a text some hundred thousand times harm nobody who looks for them', () => {
  const quote = '一'.repeat(50)
  const span = findWords({ line: '一'.repeat(200_000) }, { quote, before: '', after: '' }, 5)
  expect(span).toEqual({ from: 5, to: 55 })
})

function elsewhere(): Y.RelativePosition {
  const doc = docOf(paragraphs('别处。'))
  return Y.createRelativePositionFromTypeIndex(textAt(doc, 0), 1)
}

test('W20 a proposal leaves equal letters alone and keeps their marks', () => {
  const doc = docOf({
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: '完成' },
          { type: 'text', text: '投资三亿元', marks: [{ type: 'bold' }] },
          { type: 'text', text: '，😀增长' },
        ],
      },
    ],
  })
  const outer = at(doc, '投资三亿元，😀')
  const letters = doc.store.clients.size
  const reading = readLine(doc)
  const from = reading.line.indexOf('三亿元')
  const stands = replaceWords(reading, { from, to: from + 3 }, '三亿二千万元')
  const after = readLine(doc)
  expect(after.line.slice(stands.from, stands.to)).toBe('三亿二千万元')
  expect(textAt(doc, 0).toDelta()[1]).toEqual({ insert: '投资三亿二千万元', attributes: { bold: {} } })
  expect(wordsAt(doc, outer)).toBe('投资三亿二千万元，😀')
  expect(doc.store.clients.size).toBeLessThanOrEqual(letters + 1)
  // Half of a pair of surrogates is no letter.
  const smile = after.line.indexOf('😀')
  replaceWords(after, { from: smile, to: smile + 2 }, '😁')
  expect(readLine(doc).line).toBe('完成投资三亿二千万元，😁增长')
})

/** Small numbers that repeat: a seed is a history. */
function dice(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * sides)
  }
}

/** Letters that each stand once in the text, so that the end of a history tells what became of each. */
const letterAt = (at: number) => String.fromCodePoint(0x4e00 + at)
const perBlock = 18

test.each(Array.from({ length: 120 }, (_, seed) => seed + 1))(
  'W2 after edits, merges and undo by two people places hold the letters they held (%i)',
  seed => {
    const roll = dice(seed * 7919)
    const lines = Array.from({ length: 4 }, (_, block) =>
      Array.from({ length: perBlock }, (__, at) => letterAt(block * perBlock + at)).join(''),
    )
    const one = docOf(paragraphs(...lines))
    const two = replica(one)
    const undos = [one, two].map(
      doc => new Y.UndoManager(doc.getXmlFragment(rootName), { captureTimeout: 0 }),
    )
    const sync = () => {
      Y.applyUpdate(two, Y.encodeStateAsUpdate(one, Y.encodeStateVector(two)))
      Y.applyUpdate(one, Y.encodeStateAsUpdate(two, Y.encodeStateVector(one)))
    }
    const places = Array.from({ length: 6 }, () => {
      const from = roll(4) * (perBlock + 1) + roll(perBlock - 9)
      return anchorAt(readLine(one), { from, to: from + 9 })
    })
    for (let step = 0; step < 40; step += 1) {
      const who = roll(2)
      const doc = [one, two][who] ?? one
      const text = textAt(doc, roll(4))
      const what = roll(12)
      if (what < 4) text.insert(roll(text.length + 1), 'x'.repeat(1 + roll(2)))
      else if (what < 6 && text.length > 2) text.delete(roll(text.length - 1), 1)
      else if (what < 7 && text.length > 8) text.delete(roll(text.length - 7), 7)
      else if (what < 10) undos[who]?.undo()
      else sync()
    }
    sync()
    expect(readLine(two).line).toBe(readLine(one).line)
    for (const doc of [one, two])
      for (const place of places) {
        const { line } = readLine(doc)
        const covered = wordsAt(doc, place)
        // What is there as it was is found as it was.
        if (line.includes(place.quote)) expect(covered).toBe(place.quote)
        if (covered === undefined) continue
        const held = Array.from(covered).filter(letter => letter !== 'x')
        const own = held.filter(letter => place.quote.includes(letter))
        expect(own.length, covered).toBeGreaterThan(0)
        expect(held.length - own.length, covered).toBeLessThanOrEqual(own.length)
      }
  },
)

test('W3 a text put in place of another keeps the comments of what stayed', () => {
  const doc = docOf(paragraphs('第一段，讲产业发展。', '第二段，讲乡村建设。', '第三段，讲社会治理。'))
  const kept = at(doc, '乡村建设')
  const moved = at(doc, '第三段，讲社会治理')
  rewriteDoc(doc, ['第三段，讲社会治理。', '第二段，讲乡村建设和人居环境。'])
  expect(wordsAt(doc, kept)).toBe('乡村建设')
  expect(wordsAt(doc, moved)).toBe('第三段，讲社会治理')
})
