/**
 * The live side of the server: upgrades, sessions, live reports and the one committer behind all rooms.
 *
 * 1. Who is not let in is let finish the handshake and then closed with a code: a browser cannot see an
 *    HTTP status on an upgrade.
 * 2. Hints from the bus make rights be read again at once; a slow sweep does so without any hint. A slower one
 *    recognises every session anew, which keeps when it was last seen and prolongs it.
 * 3. stop() commits what was accepted, tells everybody to come back, and leaves nothing running.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type CloseCode, closeCodes, subprotocol } from '../../shared/frames.ts'
import type { RandomBytes } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { mayReadReport } from '../../shared/permissions.ts'
import type { Bus, BusEvent } from '../bus/bus.ts'
import { cpuTime } from '../ops/cpu-time.ts'
import type { Duty } from '../ops/duty.ts'
import { readHeads, readReportAccess, readRightsMarks } from '../store/access.ts'
import { appendUpdates, type Clock } from '../store/append.ts'
import { LogDamage } from '../store/log-damage.ts'
import { readBindings, readLog, readUpdates } from '../store/log.ts'
import type { Database } from '../store/store.ts'
import { keepCheckpoint, liveTailMost, tailMost } from './checkpoints.ts'
import { Committer } from './committer.ts'
import { compactAll } from './compaction.ts'
import { Keeping } from './keeping.ts'
import { LiveReport } from './live-report.ts'
import { createMerger } from './merger.ts'
import { deflateLeast, deflateLevel } from './outgoing.ts'
import { Presence } from './presence.ts'
import { Quarantine } from './quarantine.ts'
import { Room, type RoomDeps } from './room.ts'
import { Session, type SessionKind, type SignedIn } from './session.ts'
import { Shares } from './shares.ts'
import { restarting, Socket } from './socket.ts'
import { recognised, Sweep, type SweepDeps } from './sweep.ts'
import { Turns } from './turns.ts'
import { Workload } from './workload.ts'

export type CollabDeps = {
  readonly db: Database
  readonly bus: Bus
  readonly clock: Clock
  readonly random: RandomBytes
  readonly log: { error(fields: object, message: string): void }
  /** Who is behind an upgrade (cookie from our own pages, `?token=` or Bearer token). */
  authenticate(request: IncomingMessage): Promise<SignedIn | undefined>
  /** People's rights and names as of now, without those who are not active. */
  readActors: SweepDeps['readActors']
  /** Of the credentials that people were let in by, those that let nobody in any more. */
  readEnded: SweepDeps['readEnded']
  /** Days after which rows of the log may be dropped; undefined: never, the log is the history. */
  readonly historyDays?: number | undefined
  /** Whether dropping them is this process's to do. */
  readonly duty: Duty
  /** Hears how long each commit took, seconds, also one that failed. */
  readonly committed?: ((seconds: number) => void) | undefined
  /** Shorter beats for tests; the defaults stand in shared/limits.ts. */
  readonly timing?: Partial<Timing>
}

export type Collab = {
  /** Takes over an upgrade to /collab/…; answers 404 to any other address. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  stop(): Promise<void>
  counts(): { readonly sockets: number; readonly rooms: number; readonly reports: number }
  health(): {
    /** Sections that cannot be opened because their log is damaged. */
    readonly damaged: number
    /** Commits that the disk refused, since the start. */
    readonly failedCommits: number
  }
}

type Timing = {
  readonly heartbeatMs: number
  readonly accessRecheckMs: number
  readonly sessionRecheckMs: number
  readonly presenceIntervalMs: number
  readonly presenceRefreshMs: number
  readonly compactionMs: number
}

/** How long stop() waits for sockets to say goodbye. */
const goodbyeMs = 1000
const dayMs = 24 * 60 * 60 * 1000

const damageOf = ({ sectionId, seq, kind }: LogDamage) => ({ sectionId, seq, kind })

export function createCollab(deps: CollabDeps): Collab {
  const { db, bus, clock } = deps
  const timing: Timing = { ...limits, compactionMs: 6 * 60 * 60 * 1000, ...deps.timing }
  const reports = new Map<string, LiveReport>()
  const underway = new Set<Promise<unknown>>()
  const workload = new Workload(() => performance.now())
  const turns = new Turns(() => performance.now())
  const shares = new Shares(setImmediate)
  let isStopping = false

  const onError = (error: unknown, fields: object, words: string) =>
    deps.log.error({ err: error, ...fields }, words)
  /** Work that stop() waits for; its failure is logged. */
  const track = (work: Promise<unknown>, words: string) => {
    const tracked = work.catch((error: unknown) => onError(error, {}, words))
    underway.add(tracked)
    void tracked.finally(() => underway.delete(tracked))
  }
  const allSessions = () => [...reports.values()].flatMap(report => [...report.sessions])
  let failedCommits = 0
  const committer = new Committer(
    async batch => {
      const from = performance.now()
      return appendUpdates(db, batch, clock).finally(() =>
        deps.committed?.((performance.now() - from) / 1000),
      )
    },
    error => {
      failedCommits += 1
      onError(error, {}, 'updates could not be stored')
    },
  )
  const quarantine = new Quarantine({
    now: clock,
    alarm: damage => onError(damage, damageOf(damage), 'the log is damaged: the section is out of use'),
  })

  const merger = createMerger()
  const keeping = new Keeping({
    ...deps,
    render: merger.render,
    onError: (error, sectionId) => onError(error, { sectionId }, 'a draft could not be set aside'),
  })
  const checkpointing = new Set<string>()
  /** Makes a checkpoint in the background, one at a time for a section. */
  const checkpoint = (sectionId: string, room?: Room) => {
    if (checkpointing.has(sectionId)) return
    checkpointing.add(sectionId)
    // Counts from here, also when it fails: a section that cannot be merged is not tried at every row.
    if (room) room.tail = 0
    const made = keepCheckpoint(db, merger.merge, sectionId)
    track(
      made.finally(() => checkpointing.delete(sectionId)),
      'no checkpoint',
    )
  }

  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytes,
    perMessageDeflate: {
      threshold: deflateLeast,
      zlibDeflateOptions: { level: deflateLevel },
      serverNoContextTakeover: true,
      clientNoContextTakeover: true,
    },
    handleProtocols: protocols => (protocols.has(subprotocol) ? subprotocol : false),
  })

  const makeRoom = (sectionId: string, report: LiveReport) => new Room(sectionId, roomDeps(sectionId, report))
  const roomDeps = (sectionId: string, report: LiveReport): RoomDeps => ({
    load: async isFirst => {
      if (!isFirst) await report.refresh()
      const access = report.access?.sections.get(sectionId)
      if (!access) return undefined
      const bindings = await readBindings(db, sectionId)
      const stored = await quarantine.reading(sectionId, () => readUpdates(db, sectionId))
      for (const seq of stored.damaged)
        onError(undefined, { sectionId, seq }, 'a checkpoint is damaged: the log stands in for it')
      if (stored.updates.length > tailMost || stored.damaged.length > 0) checkpoint(sectionId)
      return { access, stored, bindings }
    },
    readRows: afterSeq => readLog(db, sectionId, afterSeq),
    accepted: room => committer.enqueue(room),
    began: (reportId, revision) => bus.publish({ type: 'report', reportId, revision }),
    committed: seq => {
      bus.publish({ type: 'head', sectionId, seq })
      const room = report.rooms.get(sectionId)
      if (room && room.tail > liveTailMost) checkpoint(sectionId, room)
    },
    emptied: room => {
      if (room.tail > tailMost) checkpoint(sectionId)
      room.close()
      report.roomEmptied(room)
    },
    onError: error => {
      // The quarantine rings for it, once.
      if (error instanceof LogDamage) return
      onError(error, { sectionId }, 'a section could not be loaded or changed')
    },
    cpuTime,
    soon: work => turns.add(work),
    later: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  })

  const reportOf = (reportId: string): LiveReport => {
    const known = reports.get(reportId)
    if (known) return known
    const presence = new Presence(
      run => setTimeout(run, timing.presenceIntervalMs),
      hear => bus.join(`presence:${reportId}`, hear),
    )
    const report = new LiveReport(reportId, presence, {
      readAccess: id => readReportAccess(db, id),
      makeRoom,
      emptied: () => reports.delete(reportId),
      onError: error => onError(error, { reportId }, 'a live report failed'),
    })
    reports.set(reportId, report)
    return report
  }

  /** Lets a socket in, or answers the code to close it with. */
  const admit = async (
    address: Address,
    request: IncomingMessage,
    line: Duplex,
    accept: () => Promise<WebSocket | undefined>,
  ) => {
    const signedIn = await deps.authenticate(request)
    const report = reportOf(address.reportId)
    const unpin = report.pin()
    try {
      const isRead = !signedIn || report.access !== undefined || (await report.refresh())
      const refused = isRead ? refusalOf(signedIn, report) : closeCodes.tryAgain
      const ws = await accept()
      if (!ws) return
      const code = refused ?? (isTab(address) && ws.protocol !== subprotocol ? closeCodes.reload : undefined)
      if (code !== undefined || !signedIn) return closeAtOnce(ws, code ?? closeCodes.notSignedIn)
      const recognise = () => deps.authenticate(request)
      const socket = new Socket(ws, line, request)
      new Session(socket, report, signedIn, address.kind, recognise, workload, shares, keeping).start()
    } finally {
      unpin()
    }
  }

  const refusalOf = (signedIn: SignedIn | undefined, report: LiveReport): CloseCode | undefined => {
    if (isStopping) return closeCodes.tryAgain
    if (!signedIn) return closeCodes.notSignedIn
    if (!report.access) return closeCodes.notFound
    // A foreign report looks like a missing one.
    if (!mayReadReport(signedIn.actor, report.access)) return closeCodes.notFound
    if (workload.isOver(signedIn.actor.id)) return closeCodes.tryAgain
    const held = allSessions().filter(session => session.actor.id === signedIn.actor.id).length
    return held >= limits.socketsPerPerson ? closeCodes.tryAgain : undefined
  }

  const recognise = async (session: Session) => {
    // Others who listen to the same event forget what they remember of this person first.
    await Promise.resolve()
    recognised(session, await session.recognise())
  }

  const hear = (event: BusEvent) => {
    switch (event.type) {
      case 'report':
        reports.get(event.reportId)?.announce({ type: 'report', revision: event.revision })
        void reports.get(event.reportId)?.refresh()
        break
      case 'grants':
        void reports.get(event.reportId)?.refresh()
        break
      case 'set-aside':
        reports.get(event.reportId)?.announce({ type: 'set-aside' })
        break
      case 'threads':
        reports.get(event.reportId)?.announce({ type: 'threads' })
        break
      case 'house':
        for (const report of reports.values()) report.announce({ type: 'house' })
        break
      case 'owners':
        for (const report of reports.values()) report.rooms.get(event.sectionId)?.ownersChanged()
        break
      case 'head':
        for (const report of reports.values()) report.rooms.get(event.sectionId)?.headRead(event.seq)
        break
      case 'person':
        for (const session of allSessions())
          if (session.actor.id === event.personId) track(recognise(session), 'a session could not be checked')
        break
    }
  }

  const sweep = new Sweep({
    sessions: allSessions,
    reports: () => reports.values(),
    readActors: ids => deps.readActors(ids),
    readEnded: credentials => deps.readEnded(credentials),
    readMarks: ids => readRightsMarks(db, ids),
    readHeads: ids => readHeads(db, ids),
  })

  const unlisten = bus.listen(hear)
  const heartbeat = setInterval(() => {
    for (const session of allSessions()) session.beat()
  }, timing.heartbeatMs)
  const presenceBeat = setInterval(() => {
    for (const report of reports.values()) report.presence.beat()
  }, timing.presenceRefreshMs)
  const recheck = setInterval(() => track(sweep.run(), 'rights could not be checked'), timing.accessRecheckMs)
  const recognising = setInterval(() => {
    for (const session of allSessions()) track(recognise(session), 'a session could not be checked')
  }, timing.sessionRecheckMs)

  let isCompacting = false
  const compact = async (days: number) => {
    if (isCompacting || !deps.duty.isMine()) return
    isCompacting = true
    const before = new Date(clock() - days * dayMs).toISOString()
    const failed = (sectionId: string, error: unknown) =>
      onError(error, { sectionId }, 'the history of a section could not be compacted')
    await compactAll({ db, merge: merger.merge, before }, failed).finally(() => {
      isCompacting = false
    })
  }
  const compaction = setInterval(() => {
    if (deps.historyDays !== undefined) track(compact(deps.historyDays), 'the log could not be compacted')
  }, timing.compactionMs)

  return {
    upgrade(request, socket, head) {
      const address = addressOf(request.url)
      if (!address) return refuseUpgrade(socket)
      // Between here and the handshake the line may break.
      const ignore = () => {}
      socket.on('error', ignore)
      const accept = () =>
        new Promise<WebSocket | undefined>(resolve => {
          // A line that broke, meanwhile or before, or a request that is no handshake, never becomes a WebSocket.
          if (socket.closed) return resolve(undefined)
          socket.once('close', () => resolve(undefined))
          socket.off('error', ignore)
          wss.handleUpgrade(request, socket, head, resolve)
        })
      const admitted = admit(address, request, socket, accept)
      admitted.catch((error: unknown) => {
        onError(error, {}, 'a socket could not be let in')
        socket.destroy()
      })
    },
    async stop() {
      isStopping = true
      unlisten()
      clearInterval(heartbeat)
      clearInterval(presenceBeat)
      clearInterval(recheck)
      clearInterval(recognising)
      clearInterval(compaction)
      await committer.idle()
      for (const session of allSessions()) session.close(restarting)
      await goodbye(wss)
      await committer.idle()
      await keeping.idle()
      while (underway.size > 0) await Promise.all(underway)
      await merger.stop()
      for (const report of reports.values()) report.close()
    },
    counts: () => ({
      sockets: wss.clients.size,
      rooms: [...reports.values()].reduce((sum, report) => sum + report.rooms.size, 0),
      reports: reports.size,
    }),
    health: () => ({ damaged: quarantine.size, failedCommits }),
  }
}

type Address = { readonly reportId: string; readonly kind: SessionKind }

const isTab = (address: Address) => address.kind.kind === 'tab'

/** /collab/<report> or /collab/<report>/<section>. */
function addressOf(url: string | undefined): Address | undefined {
  const match = /^\/collab\/([\w-]{1,64})(?:\/([\w-]{1,64}))?\/?(?:\?|$)/.exec(url ?? '')
  const [, reportId, sectionId] = match ?? []
  if (reportId === undefined) return undefined
  return { reportId, kind: sectionId === undefined ? { kind: 'tab' } : { kind: 'stock', sectionId } }
}

function refuseUpgrade(socket: Duplex): void {
  socket.on('error', () => {})
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}

function closeAtOnce(ws: WebSocket, code: CloseCode): void {
  ws.on('error', () => {})
  ws.close(code)
}

/** Waits until every socket is closed, and cuts those that do not answer. */
async function goodbye(wss: WebSocketServer): Promise<void> {
  const open = [...wss.clients].map(
    ws =>
      new Promise<void>(resolve =>
        ws.readyState === ws.CLOSED ? resolve() : ws.once('close', () => resolve()),
      ),
  )
  const cut = setTimeout(() => {
    for (const ws of wss.clients) ws.terminate()
  }, goodbyeMs)
  await Promise.all(open)
  clearTimeout(cut)
  wss.close()
}
