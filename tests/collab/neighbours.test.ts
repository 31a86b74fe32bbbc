/** What new structs say of their neighbours (J15): people's histories are taken, contradictions are not. */
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { LiveText } from '../../server/collab/live-text.ts'
import { type Standing, standingOf } from '../../server/collab/neighbours.ts'
import { sequence } from '../../server/collab/sequence.ts'
import { decodeUpdate, type Id } from '../../server/collab/update.ts'
import { rootName } from '../../shared/schema/text.ts'
import { mutateRound } from '../fuzz/mutation.ts'
import { type Random, randomFrom } from '../fuzz/random.ts'

/** Applies an update as it is; answers how its new structs stand. */
function take(text: LiveText, bytes: Uint8Array): Standing {
  const update = decodeUpdate(bytes)
  const sequenced = update && sequence(update, client => text.stateOf(client))
  if (typeof sequenced !== 'object') throw new Error('the update cannot be applied')
  text.apply([bytes], 0, () => false)
  return standingOf(text.doc, sequenced.structs)
}

type Writer = { readonly doc: Y.Doc; readonly undo: Y.UndoManager }

function writer(clientID: number, isCollecting: boolean): Writer {
  const doc = new Y.Doc({ gc: isCollecting })
  doc.clientID = clientID
  return { doc, undo: new Y.UndoManager(doc.getXmlFragment(rootName), { captureTimeout: 0 }) }
}

function newParagraph(content: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(content)])
  return element
}

function write({ doc, undo }: Writer, random: Random): void {
  const root = doc.getXmlFragment(rootName)
  const place = () => random.below(root.length + 1)
  const at = random.below(Math.max(1, root.length))
  const element = root.length > 0 ? root.get(at) : undefined
  const text = element instanceof Y.XmlElement && element.length > 0 ? element.get(0) : undefined
  const what = random.below(12)
  if (what < 3) undo.undo()
  else if (what < 4) undo.redo()
  else if (what < 6 || !(element instanceof Y.XmlElement) || !(text instanceof Y.XmlText))
    root.insert(place(), [newParagraph('麦')])
  else if (what < 7) root.delete(at, 1 + random.below(root.length - at))
  else if (what < 8) element.setAttribute('level', `${random.below(3)}`)
  // Cut here and pasted there.
  else if (what < 9)
    doc.transact(() => {
      const copy = element.clone()
      root.delete(at, 1)
      root.insert(place(), [copy])
    })
  else if (what < 10 && text.length > 0) {
    const from = random.below(text.length)
    text.delete(from, 1 + random.below(text.length - from))
  } else if (what < 11 && text.length > 0) text.format(random.below(text.length), 1, { bold: {} })
  else text.insert(random.below(text.length + 1), random.pick(['稻', '油菜', '😀']))
}

/** Three people write at once, each for a while without a line; answers how many updates they brought. */
function history(seed: number): number {
  const random = randomFrom(seed)
  const text = new LiveText([])
  const writers = [1, 2, 3].map(id => writer(id, random.below(2) === 0))
  let brought = 0
  for (let step = 0; step < 120; step += 1) {
    const one = random.pick(writers)
    if (random.below(4) > 0) write(one, random)
    else {
      if (random.below(3) > 0) Y.applyUpdate(one.doc, text.encode(), 'line')
      const bytes = Y.encodeStateAsUpdate(one.doc, text.stateVector())
      expect(take(text, bytes), `seed ${seed}, step ${step}`).not.toBe('contradictory')
      brought += 1
    }
  }
  return brought
}

test('J15 whatever three people write, undo and redo, merged in any order, is taken', () => {
  let brought = 0
  for (let seed = 1; seed <= 300; seed += 1) brought += history(seed)
  expect(brought).toBeGreaterThan(6000)
}, 120_000)

type Neighbours = { readonly origin?: Id; readonly rightOrigin?: Id }

/** One letter of a client between the neighbours that it claims. */
function letter({ origin, rightOrigin }: Neighbours, client = 9, clock = 0): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const number of [1, 1, client, clock]) encoding.writeVarUint(encoder, number)
  encoding.writeUint8(encoder, 4 | (origin ? 0x80 : 0) | (rightOrigin ? 0x40 : 0))
  for (const id of [origin, rightOrigin])
    if (id) {
      encoding.writeVarUint(encoder, id.client)
      encoding.writeVarUint(encoder, id.clock)
    }
  encoding.writeVarString(encoder, '谷')
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

/** Paragraph 0, text 1, letters 2…4 「一二三」; paragraph 5 with text 6 and letter 7; its attribute's value is 8. */
function sample(): LiveText {
  const { doc } = writer(1, true)
  doc.getXmlFragment(rootName).insert(0, [newParagraph('一二三'), newParagraph('四')])
  const second = doc.getXmlFragment(rootName).get(1)
  if (second instanceof Y.XmlElement) second.setAttribute('level', '1')
  return new LiveText([Y.encodeStateAsUpdate(doc)])
}

const at = (clock: number): Id => ({ client: 1, clock })

test.each<[string, Neighbours, Standing]>([
  ['between two that stand side by side', { origin: at(2), rightOrigin: at(3) }, 'as-claimed'],
  ['before the first', { rightOrigin: at(2) }, 'as-claimed'],
  ['behind the last', { origin: at(4) }, 'as-claimed'],
  ['between two that stand the other way round', { origin: at(4), rightOrigin: at(3) }, 'contradictory'],
  ['before and behind the same', { origin: at(3), rightOrigin: at(3) }, 'contradictory'],
  ['at the start, before what was written behind another', { rightOrigin: at(3) }, 'contradictory'],
  ['between two of different parents', { origin: at(2), rightOrigin: at(7) }, 'contradictory'],
  ['before an attribute’s value', { rightOrigin: at(8) }, 'contradictory'],
])('J15 a letter that claims to stand %s', (_what, neighbours, standing) => {
  expect(take(sample(), letter(neighbours))).toBe(standing)
})

/** Seed 220 of the histories above is one in which undo crosses them. */
test('J15 crossed neighbours of one author, as undo can write them, are taken and told apart', () => {
  const text = sample()
  expect(take(text, letter({ origin: at(2), rightOrigin: at(3) }, 8))).toBe('as-claimed')
  const own = { client: 8, clock: 0 }
  expect(take(text, letter({ origin: own, rightOrigin: own }, 8, 1))).toBe('crossed')
})

/** It once made the live text another than the log's. */
test('J15 Z1 structs that contradict their neighbours never come into being (seed 469967635)', async () => {
  const counts = await mutateRound(469967635, 6, 300)
  expect(counts.thrown).toBe(1800)
}, 60_000)
