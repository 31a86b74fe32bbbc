/** A line in trouble, and what the tab says of it: a real server, a real proxy in between, our own client. */
import { randomInt } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { createReportConnection } from '../../client/collab/report.ts'
import type { WebSocketClass } from '../../client/collab/report-socket.ts'
import type { Light, ReportConnection, SectionSession } from '../../client/collab/types.ts'
import { closeCodes } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import { createReport, draft } from '../http/drafts.ts'
import { type Office, openOffice } from '../http/office.ts'
import { reportId, storedText, until } from '../support/collab.ts'
import { connect, green, isGreen, openTown, shown, type, type Visits } from '../support/collab-visit.ts'
import { type Proxy, startProxy, type Upgrades } from '../support/proxy.ts'

/** As our client takes it; `url` and headers are those of the test. */
const asClass = (Signed: unknown) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `ws` has all that our client uses
  Signed as WebSocketClass

let ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.reverse()) await end()
  ends = []
})

/** Between two tries after the first few, milliseconds, where chance takes nothing off. */
const longestPause = 5000

/** WebSockets that open or are turned away at once. */
function linesOf(server: { readonly takesLines: boolean }): WebSocketClass {
  class Line extends EventTarget {
    binaryType = 'arraybuffer'
    constructor() {
      super()
      queueMicrotask(() =>
        this.dispatchEvent(
          server.takesLines ? new Event('open') : Object.assign(new Event('close'), { code: 1006 }),
        ),
      )
    }
    send() {}
    close() {}
  }
  return asClass(Line)
}

/** Every light that was shown, each once in a row. */
function lightsOf(source: Pick<ReportConnection, 'snapshot' | 'subscribe'>): Light[] {
  const lights = [source.snapshot().light]
  source.subscribe(() => {
    const { light } = source.snapshot()
    if (lights.at(-1) !== light) lights.push(light)
  })
  return lights
}

describe('behind a proxy', () => {
  async function visit(upgrades: Upgrades) {
    const office: Office = await openOffice()
    const proxy: Proxy = await startProxy(office.url)
    proxy.upgrades = upgrades
    const gu = await office.hire({ role: 'coordinator' })
    const { reportId: id, id: sectionId } = await createReport(gu, [draft('一'), draft('二')])
    class Signed extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { headers: gu.headers })
      }
    }
    const connection = createReportConnection({
      reportId: id,
      url: proxy.url.replace('http', 'ws'),
      WebSocket: asClass(Signed),
    })
    ends.push(
      () => office.close(),
      () => proxy.stop(),
      () => connection.close(),
    )
    return { office, proxy, connection, section: connection.section(sectionId('一')) }
  }
  const shows = (connection: ReportConnection, light: Light) =>
    until(() => connection.snapshot().light === light, `the light is ${light}`)

  test.each<Upgrades>(['refuse', 'forbid', 'strip', 'hang'])(
    'K17 a network that answers HTTP and will %s WebSockets is named, until one comes up',
    async upgrades => {
      const { proxy, connection, section } = await visit(upgrades)
      await shows(connection, 'blocked')
      type(section, '写在不通的时候')
      expect(connection.snapshot()).toMatchObject({ light: 'blocked', unsaved: true, ended: null })
      proxy.upgrades = 'pass'
      await until(() => section.snapshot().light === 'stored', 'a line comes up')
      expect(connection.snapshot()).toMatchObject({ light: 'stored', unsaved: false })
    },
    60_000,
  )

  test('K17 a server that is away altogether is offline, not blocked', async () => {
    const { office, connection, section } = await visit('pass')
    await green(section)
    const lights = lightsOf(connection)
    await office.stop()
    await shows(connection, 'offline')
    const end = Date.now() + 4000
    await until(() => Date.now() > end, 'it has been tried several times')
    expect(lights).not.toContain('blocked')
  })

  test('K17 a server that has just come back is not taken for a network without WebSockets', async () => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(1)
    const server = { isUp: false, takesLines: false }
    vi.stubGlobal('fetch', async () => {
      if (!server.isUp) throw new TypeError('fetch failed')
      return Response.json({ installationId: 'i1' })
    })
    const connection = createReportConnection({
      reportId,
      url: 'ws://127.0.0.1:1',
      WebSocket: linesOf(server),
    })
    ends.push(
      () => connection.close(),
      () => void vi.unstubAllGlobals(),
      () => void vi.restoreAllMocks(),
      () => void vi.useRealTimers(),
    )
    const lights = lightsOf(connection)
    await vi.advanceTimersByTimeAsync(10_000)
    // It is up between a try that failed and the question why.
    server.isUp = true
    await vi.advanceTimersByTimeAsync(longestPause)
    expect(lights).toEqual(['opening', 'offline'])
    // Turned away though it answers: now it is the network.
    await vi.advanceTimersByTimeAsync(longestPause)
    expect(lights).toEqual(['opening', 'offline', 'blocked'])
    server.isUp = false
    await vi.advanceTimersByTimeAsync(longestPause)
    expect(lights.at(-1)).toBe('offline')
    server.isUp = true
    server.takesLines = true
    await vi.advanceTimersByTimeAsync(longestPause)
    expect(lights).toEqual(['opening', 'offline', 'blocked', 'offline', 'stored'])
  })

  test('K18 a pulled cable is told of within seconds once something was sent, and nothing is broken for it', async () => {
    const { office, proxy, connection, section } = await visit('pass')
    await green(section)
    const live = office.program.db
      .selectFrom('updates')
      .select('seq')
      .where('section_id', '=', section.sectionId)
    proxy.isSilent = true
    const pulledAt = Date.now()
    type(section, '拔线以后')
    await shows(connection, 'offline')
    expect(Date.now() - pulledAt).toBeLessThan(limits.unansweredMs + 1500)
    expect((await live.execute()).length).toBe(1)
    const lights = lightsOf(connection)
    proxy.isSilent = false
    await green(section)
    // A new line would have begun with `opening`.
    expect(lights).toEqual(['offline', 'storing', 'stored'])
    expect((await live.execute()).length).toBe(2)
  })

  test('K18 a line that is only slow is no alarm', async () => {
    const { proxy, connection, section } = await visit('pass')
    await green(section)
    proxy.bytesPerSecond = 12_000
    const lights = lightsOf(connection)
    // Of all characters, so that nothing is saved by packing.
    type(section, String.fromCharCode(...Array.from({ length: 30_000 }, () => 0x4e00 + randomInt(20_000))))
    await until(() => isGreen(section), 'all of it is stored')
    expect(lights).not.toContain('offline')
    expect(lights.at(-1)).toBe('stored')
  })
})

describe('at the server', () => {
  async function town(options: Parameters<typeof openTown>[0] = {}): Promise<Visits> {
    const visits = await openTown(options)
    ends.push(() => visits.end())
    return visits
  }

  test('K19 what the disk does not take is called unsaved, by itself no longer, and the line is not doubted', async () => {
    const here = await town()
    const [writer, reader] = [here.visit('li'), here.visit('reader')]
    const sections = [writer.section('s1'), reader.section('s1')]
    await green(...sections)
    const lights = [lightsOf(writer), lightsOf(reader)]
    const begun = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    const held = here.db.transaction().execute(async () => {
      begun.resolve()
      await gate.promise
    })
    await begun.promise
    type(writer.section('s1'), '磁盘满了')
    await until(() => writer.snapshot().light === 'unsaved', 'it is told')
    expect(writer.snapshot().unsaved).toBe(true)
    gate.resolve()
    await held
    await green(...sections)
    expect(writer.snapshot()).toMatchObject({ light: 'stored', unsaved: false })
    expect(lights).toEqual([['stored', 'storing', 'unsaved', 'stored'], ['stored']])
    expect(await storedText(here.db, 's1')).toBe('\n磁盘满了')
  })

  test('K20 a session that ended goes on where it was when the same person is back', async () => {
    const revoked = new Set<string>()
    const here = await town({ accessRecheckMs: 50, revoked })
    const li = here.visit('li')
    const section = li.section('s1')
    await green(section)
    const { doc } = section
    revoked.add('li')
    await until(() => li.snapshot().ended?.code === closeCodes.notSignedIn, 'the session ended')
    type(section, '过期以后写的')
    expect(li.unsaved().map(one => one.sectionId)).toEqual(['s1'])
    expect(li.snapshot()).toMatchObject({ light: 'offline', unsaved: true })
    revoked.clear()
    li.comeBack()
    await green(section)
    expect([section.doc === doc, section.snapshot().ended, li.snapshot().ended]).toEqual([true, null, null])
    expect(li.snapshot().unsaved).toBe(false)
    expect(await storedText(here.db, 's1')).toBe('\n过期以后写的')
    type(section, '接着写')
    await green(section)
    expect(await storedText(here.db, 's1')).toBe('\n过期以后写的\n接着写')
  })

  test("K20 a browser that is somebody else's by now sends nothing of what this tab holds", async () => {
    const here = await town()
    let who = 'li'
    class Switching extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url.replace(/token=\w+/, `token=${who}`), protocols)
      }
    }
    const tab = createReportConnection({
      reportId,
      url: here.town.url,
      token: 'anybody',
      WebSocket: asClass(Switching),
    })
    ends.push(() => tab.close())
    const section: SectionSession = tab.section('s3')
    await green(section)
    // Both may write in s3, so that only the name is in the way.
    who = 'wang'
    await here.db.updateTable('persons').set({ active: 0 }).where('id', '=', 'li').execute()
    here.town.publish({ type: 'person', personId: 'li' })
    await until(() => tab.snapshot().ended !== null, 'the session of li ended')
    type(section, '李的字')
    tab.comeBack()
    expect(tab.snapshot().ended).toBeNull()
    await until(() => tab.snapshot().ended?.code === closeCodes.notSignedIn, 'it gives the line up')
    expect(tab.snapshot().unsaved).toBe(true)
    await until(() => here.town.collab.counts().sockets === 0, 'nobody is there')
    expect(await storedText(here.db, 's3')).toBe('')
    expect(shown(section)).toContain('李的字')
    const wang = connect(here.town.url, 'wang')
    ends.push(() => wang.close())
    await green(wang.section('s3'))
    expect(shown(wang.section('s3'))).not.toContain('李的字')
  })
})
