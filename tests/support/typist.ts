/** Somebody who types into a section without a browser: a document of their own, and what it emits in the log. */
import * as Y from 'yjs'
import { rootName } from '../../shared/schema/text.ts'
import type { Program } from '../../server/program.ts'
import { appendUpdates } from '../../server/store/append.ts'
import { readLog, readUpdates } from '../../server/store/log.ts'

export type Typist = {
  readonly doc: Y.Doc
  readonly root: Y.XmlFragment
  readonly undo: Y.UndoManager
  /** Takes in what others stored. */
  read(): Promise<void>
  /** One edit, stored as one row. */
  write(change: (root: Y.XmlFragment) => void): Promise<void>
}

/** The nth paragraph's run of text, made if it has none; a text without any gets one, as an editor gives it. */
export function runAt(root: Y.XmlFragment, nth: number): Y.XmlText {
  if (root.length === 0) root.insert(0, [paragraph('')])
  const element = root.get(nth)
  if (!(element instanceof Y.XmlElement)) throw new Error('no such paragraph')
  const [first] = element.toArray()
  if (first instanceof Y.XmlText) return first
  const text = new Y.XmlText()
  element.insert(0, [text])
  return text
}

export function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(text)])
  return element
}

export async function typist({ db, clock }: Program, personId: string, sectionId: string): Promise<Typist> {
  const doc = new Y.Doc()
  const root = doc.getXmlFragment(rootName)
  let seq = 0
  const store = async (bytes: Uint8Array) => {
    const section = await db
      .selectFrom('sections')
      .select(['head', 'grants'])
      .where('id', '=', sectionId)
      .executeTakeFirstOrThrow()
    const bindings = [{ client: doc.clientID, personId }]
    const append = { sectionId, ...section, rows: [{ personId, bytes }], bindings }
    const answers = await appendUpdates(db, [append], clock)
    const answer = answers.get(sectionId)
    if (answer?.result !== 'stored') throw new Error(`not stored: ${answer?.result ?? 'no answer'}`)
  }
  const self: Typist = {
    doc,
    root,
    undo: new Y.UndoManager(root, { captureTimeout: 0 }),
    async read() {
      const updates =
        seq === 0
          ? (await readUpdates(db, sectionId)).updates
          : (await readLog(db, sectionId, seq)).map(({ bytes }) => bytes)
      for (const update of updates) Y.applyUpdate(doc, update, 'others')
      const { head } = await db
        .selectFrom('sections')
        .select('head')
        .where('id', '=', sectionId)
        .executeTakeFirstOrThrow()
      seq = head
    },
    async write(change) {
      await self.read()
      const emitted: Uint8Array[] = []
      const collect = (update: Uint8Array) => emitted.push(update)
      doc.on('update', collect)
      doc.transact(() => change(root))
      doc.off('update', collect)
      if (emitted.length > 0) await store(Y.mergeUpdates(emitted))
    },
  }
  await self.read()
  return self
}
