/**
 * A room without sockets: the real judge, document, committer and store, and lines that note what they are told.
 */
import { Channel, type Line } from '../../server/collab/channel.ts'
import { Committer } from '../../server/collab/committer.ts'
import { LiveText } from '../../server/collab/live-text.ts'
import { Room } from '../../server/collab/room.ts'
import { cpuTime } from '../../server/ops/cpu-time.ts'
import { readReportAccess } from '../../server/store/access.ts'
import { appendUpdates } from '../../server/store/append.ts'
import { readBindings, readLog, readUpdates } from '../../server/store/log.ts'
import type { Database } from '../../server/store/store.ts'
import { message } from '../../shared/frames.ts'
import { type PersonName, readActor, reportId, until } from './collab.ts'

export type Desk = {
  readonly channel: Channel
  readonly room: Room
  /** Message types in the order in which they came. */
  readonly told: number[]
  readonly refusals: string[]
  cpuMs: number
  /** A close code, or 4413 when the whole session failed. */
  closed: number | undefined
}

export type BareRoom = {
  readonly errors: unknown[]
  desk(person: PersonName, sectionId: string): Promise<Desk>
  /** Nothing is on its way to disk. */
  quiet(): Promise<void>
}

export function bareRooms(db: Database, clock: () => number = cpuTime): BareRoom {
  const errors: unknown[] = []
  const rooms = new Map<string, Room>()
  const committer = new Committer(
    batch => appendUpdates(db, batch, () => 0),
    error => errors.push(error),
  )
  const makeRoom = (sectionId: string) =>
    new Room(sectionId, {
      load: async () => {
        const access = (await readReportAccess(db, reportId))?.sections.get(sectionId)
        if (!access) return undefined
        return {
          access,
          stored: await readUpdates(db, sectionId),
          bindings: await readBindings(db, sectionId),
        }
      },
      readRows: afterSeq => readLog(db, sectionId, afterSeq),
      accepted: room => committer.enqueue(room),
      began: () => {},
      committed: () => {},
      emptied: () => {},
      onError: error => errors.push(error),
      cpuTime: clock,
      soon: work => void setImmediate(work),
      later: (ms, run) => {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
    })
  return {
    errors,
    quiet: () => committer.idle(),
    desk: async (person, sectionId) => {
      const signedIn = await readActor(db, person)
      if (!signedIn) throw new Error(`nobody is called ${person}`)
      const room = rooms.get(sectionId) ?? makeRoom(sectionId)
      rooms.set(sectionId, room)
      const desk = deskOf(room, () => signedIn.actor)
      room.join(desk.channel)
      await until(() => desk.told.includes(message.access), 'the room is open')
      return desk
    },
  }
}

function deskOf(room: Room, actor: Line['actor']): Desk {
  const desk: Desk = {
    room,
    told: [],
    refusals: [],
    cpuMs: 0,
    closed: undefined,
    channel: new Channel({
      isStock: false,
      actor,
      share: outgoing => desk.told.push(outgoing.message(undefined)[0] ?? 0),
      send: payload => {
        desk.told.push(payload[0] ?? 0)
        if (payload[0] === message.refused) desk.refusals.push(Buffer.from(payload.subarray(3)).toString())
      },
      waits: () => {},
      waited: () => {},
      close: code => leave(code),
      fail: () => leave(4413),
      charge: ms => {
        desk.cpuMs += ms
      },
    }),
  }
  const leave = (code: number) => {
    desk.closed = code
    room.leave(desk.channel)
  }
  return desk
}

/** All that a section's log amounts to, loaded anew. */
export async function reloaded(db: Database, sectionId: string): Promise<LiveText> {
  return new LiveText((await readUpdates(db, sectionId)).updates)
}
