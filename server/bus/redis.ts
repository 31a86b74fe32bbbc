/**
 * The bus of several processes: hints go through Redis, which keeps nothing of them.
 *
 * 1. Who publishes is heard in their own process at once, with Redis or without it; from Redis they do not hear
 *    themselves again.
 * 2. A hint that is lost, doubled or late harms nothing: whoever hears one reads the store, and the sweep reads
 *    it anyway. So nothing is stored up for the time that Redis is away, and nobody waits for it.
 * 3. What is no hint of ours is ignored, and so is one of more than limits.busCharacters.
 * 4. A talk has a channel of its own, which a process listens to only while it is in the talk: Redis itself
 *    spares the others the work. Talks go through Redis alone.
 * 5. A Redis that takes and answers nothing costs memory for waitingMost hints, and is left and tried again.
 */
import { createClient } from '@redis/client'
import { z } from 'zod'
import { limits } from '../../shared/limits.ts'
import { type Bus, type BusEvent, type Hear, inProcessBus, type Talk } from './bus.ts'

export type RedisBus = Bus & {
  /** Once hints of others are heard. */
  readonly ready: Promise<void>
  stop(): void
}

type Options = {
  readonly url: string
  /** Installations that share a Redis do not hear each other. */
  readonly channel: string
  /** Tells this process's own hints from those of others. */
  readonly processId: string
  readonly onError: (error: unknown) => void
}

/** Hints that Redis has not answered. */
const waitingMost = 1000

/** A line that is silent for so long is given up, and one that broke is tried again after a pause, milliseconds. */
const line = {
  pingInterval: 5000,
  socket: { socketTimeout: 15_000, reconnectStrategy: (tries: number) => Math.min(50 * 2 ** tries, 1000) },
}

/** Goes on connecting for as long as it takes. */
export function openRedisBus({ url, channel, processId, onError }: Options): RedisBus {
  const local = inProcessBus(onError)
  const publisher = createClient({ url, disableOfflineQueue: true, ...line })
  const subscriber = createClient({ url, ...line })
  for (const client of [publisher, subscriber]) client.on('error', onError)
  let waiting = 0
  const send = async (to: string, message: object) => {
    if (!publisher.isReady || waiting >= waitingMost) return
    waiting += 1
    // That a line broke is told by the line itself, once.
    await publisher.publish(to, JSON.stringify(message)).catch(() => {})
    waiting -= 1
  }
  /** A line that breaks while it is asked for a channel answers with an error; the next one is asked again. */
  const subscribe = async (to: string, hear: (message: string) => void) => {
    let isDone = false
    while (!isDone && subscriber.isOpen)
      isDone = await subscriber.subscribe(to, hear).then(
        () => true,
        () => false,
      )
  }
  const hear = (message: string) => {
    const event = read(message, processId)
    if (event) local.publish(event)
  }
  const listening = subscriber.connect().then(() => subscribe(channel, hear))
  const ready = Promise.all([publisher.connect(), listening]).then(() => undefined)
  ready.catch(onError)
  let joined = 0
  return {
    ready,
    listen: listener => local.listen(listener),
    publish(event) {
      local.publish(event)
      void send(channel, { from: processId, event })
    },
    join(topic: string, hears: Hear): Talk {
      joined += 1
      const self = `${processId}.${joined}`
      const talk = `${channel}:${topic}`
      let isIn = true
      const hearTalk = (message: string) => {
        const said = isIn ? readSaid(message) : undefined
        if (!said || said.from === self) return
        try {
          hears(said.from, said.words)
        } catch (error) {
          onError(error)
        }
      }
      return {
        ready: subscribe(talk, hearTalk),
        isOpen: () => publisher.isReady && subscriber.isReady,
        say: words => void send(talk, { from: self, words }),
        leave() {
          isIn = false
          subscriber.unsubscribe(talk, hearTalk).catch(() => {})
        },
      }
    },
    isConnected: () => publisher.isReady && subscriber.isReady,
    stop() {
      for (const client of [publisher, subscriber]) client.destroy()
    },
  }
}

const id = z.string().max(64)

/** What each kind of hint says beside its type. */
const says: {
  readonly [Type in BusEvent['type']]: z.ZodType<Omit<Extract<BusEvent, { type: Type }>, 'type'>>
} = {
  report: z.object({ reportId: id, revision: z.number() }),
  grants: z.object({ reportId: id }),
  head: z.object({ sectionId: id, seq: z.number() }),
  owners: z.object({ sectionId: id }),
  'set-aside': z.object({ reportId: id }),
  threads: z.object({ reportId: id }),
  house: z.object({}),
  person: z.object({ personId: id }),
}

const messages = z.object({ from: z.string(), event: z.looseObject({ type: z.string() }) })

const saids = z.object({ from: z.string().max(200), words: z.unknown() })

function readSaid(message: string): z.infer<typeof saids> | undefined {
  return saids.safeParse(jsonOf(message)).data
}

function read(message: string, processId: string): BusEvent | undefined {
  const parsed = messages.safeParse(jsonOf(message))
  if (!parsed.success || parsed.data.from === processId) return undefined
  const { event } = parsed.data
  if (!isType(event.type)) return undefined
  const said = says[event.type].safeParse(event)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a type with what it says is a hint
  return said.success ? ({ type: event.type, ...said.data } as BusEvent) : undefined
}

const isType = (type: string): type is BusEvent['type'] => Object.hasOwn(says, type)

function jsonOf(text: string): unknown {
  if (text.length > limits.busCharacters) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
