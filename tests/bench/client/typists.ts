/**
 * Twenty people who type, in a process of its own: each with our own client over a socket of their own, five
 * keys a second at the end of the first paragraph of a section of theirs, the caret moving along. After a
 * hundred keys they take the hundred back, so that the texts stay as long as they were.
 *
 * argv: the server's port, how many people. Says `{ typing: true }` once all of them type.
 */
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { createReportConnection } from '../../../client/collab/report.ts'
import type { SectionSession } from '../../../client/collab/types.ts'
import { rootName } from '../../../shared/schema/text.ts'
import { reportName, sectionName, tokenOf } from '../stock.ts'

const [, , port = '', people = ''] = process.argv
const count = Number(people)
const pauseMs = 200
const runOfKeys = 100
const characters = '全镇各村按旬核对水渠道路与田亩'

// Every provider of our client listens for the process's end.
process.setMaxListeners(0)

const sessions = await Promise.all(Array.from({ length: count }, (_, person) => sit(person)))
for (const [person, session] of sessions.entries())
  setTimeout(() => keepTyping(session), (pauseMs / count) * person)
process.send?.({ typing: true })

async function sit(person: number): Promise<SectionSession> {
  const connection = createReportConnection({
    reportId: reportName(0),
    url: `ws://127.0.0.1:${port}`,
    token: tokenOf(person),
    WebSocket,
  })
  const session = connection.section(sectionName(0, person))
  await session.whenStored()
  return session
}

function keepTyping(session: SectionSession): void {
  const paragraph = session.doc.getXmlFragment(rootName).get(0)
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined
  if (!(text instanceof Y.XmlText)) throw new Error('a section does not begin with a paragraph')
  let key = 0
  setInterval(() => {
    const takesBack = Math.floor(key / runOfKeys) % 2 === 1
    session.doc.transact(() => {
      if (takesBack) text.delete(text.length - 1, 1)
      else text.insert(text.length, characters[key % characters.length] ?? '')
    }, 'typed')
    key += 1
    const here = Y.createRelativePositionFromTypeIndex(text, text.length)
    session.awareness.setLocalStateField('cursor', { anchor: here, head: here })
  }, pauseMs)
}
