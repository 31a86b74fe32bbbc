/** The server dies while people type: nothing that anybody was shown, or that a light called stored, is lost. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ReportConnection, SectionSession } from '../../client/collab/types.ts'
import { openStore } from '../../server/store/store.ts'
import { storedText, until } from '../support/collab.ts'
import { connect, shown, type } from '../support/collab-visit.ts'
import { kill, type Prepared, prepareTown, randomFrom, start } from '../support/town-process.ts'

const kills = 40
const seed = 20250102

let folder: string
let file: string
let server: Prepared
/** The next server, loaded and waiting, so that the dead one is soon replaced. */
let standby: Prepared
let port = 0
/** Tells the tabs that the network is back, as a browser does, so that nobody waits for the next try. */
const browser = new EventTarget()

async function next(): Promise<void> {
  server = standby
  port = await start(server)
  browser.dispatchEvent(new Event('online'))
  standby = prepareTown(file, { port })
}

beforeAll(async () => {
  for (const name of ['addEventListener', 'removeEventListener'] as const)
    vi.stubGlobal(name, browser[name].bind(browser))
  folder = mkdtempSync(join(tmpdir(), 'tonggao-kill-'))
  file = join(folder, 'tonggao.sqlite')
  standby = prepareTown(file)
  await next()
})

afterAll(async () => {
  vi.unstubAllGlobals()
  await kill(server)
  await kill(standby)
  rmSync(folder, { recursive: true, force: true })
})

/** The marks «n» that a text holds. */
const marks = (text: string) => new Set(text.match(/«\d+»/g))

test(`F1 what was shown or called stored outlives ${kills} kills while three people type (seed ${seed})`, async () => {
  const random = randomFrom(seed)
  const url = () => `ws://127.0.0.1:${port}`
  const people: ReportConnection[] = ['li', 'wang', 'chen'].map(person => connect(url(), person))
  const sessions: SectionSession[] = people.map(person => person.section('s3'))
  const reader = connect(url(), 'reader')
  const read = reader.section('s3')
  const green = new Set<string>()
  let typed = 0
  for (let round = 0; round < kills; round += 1) {
    await until(() => sessions.every(one => one.snapshot().light === 'stored'), 'all are back', 60_000)
    const moment = 1 + Math.floor(random() * 25)
    /** Before the kill somebody stops to look at their light. */
    const rest = Math.floor(random() * moment)
    let isDead = false
    for (let key = 0; key < 30; key += 1) {
      const session = sessions[Math.floor(random() * sessions.length)]
      if (!session) continue
      typed += 1
      const mark = `«${typed}»`
      type(session, mark)
      void session.whenStored().then(
        () => isDead || green.add(mark),
        () => {},
      )
      if (key === moment) {
        server.kill('SIGKILL')
        isDead = true
      }
      if (key === rest) await until(() => session.snapshot().light === 'stored', 'the light is green')
      for (let turns = Math.floor(random() * 20); turns >= 0; turns -= 1)
        await new Promise(resolve => setImmediate(resolve))
    }
    await kill(server)
    // Read on the disk alone, before any tab could bring it again.
    const seen = marks(shown(read))
    const db = await openStore(file)
    const kept = marks(await storedText(db, 's3'))
    await db.destroy()
    const lost = [...seen, ...green].filter(mark => !kept.has(mark))
    expect(lost, `shown or called stored, then lost at kill ${round}`).toEqual([])
    await next()
  }
  const all = () => marks(shown(read)).size === typed
  await until(all, 'everything that was typed has arrived', 60_000)
  await until(() => new Set([...sessions, read].map(shown)).size === 1, 'all tabs are equal')
  expect(green.size).toBeGreaterThanOrEqual(kills)
  for (const person of [...people, reader]) person.close()
}, 240_000)
