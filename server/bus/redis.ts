/**
 * The bus of several processes: hints go through Redis, which keeps nothing of them.
 *
 * 1. Who publishes is heard in their own process at once, with Redis or without it; from Redis they do not hear
 *    themselves again.
 * 2. A hint that is lost, doubled or late harms nothing: whoever hears one reads the store, and the sweep reads
 *    it anyway. So nothing is stored up for the time that Redis is away, and nobody waits for it.
 * 3. What is no hint of ours is ignored.
 */
import { createClient } from '@redis/client'
import { z } from 'zod'
import { type Bus, type BusEvent, inProcessBus } from './bus.ts'

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

/** Goes on connecting for as long as it takes. */
export function openRedisBus({ url, channel, processId, onError }: Options): RedisBus {
  const local = inProcessBus(onError)
  const publisher = createClient({ url, disableOfflineQueue: true })
  const subscriber = createClient({ url })
  for (const client of [publisher, subscriber]) client.on('error', onError)
  const hear = (message: string) => {
    const event = read(message, processId)
    if (event) local.publish(event)
  }
  const listening = subscriber.connect().then(() => subscriber.subscribe(channel, hear))
  const ready = Promise.all([publisher.connect(), listening]).then(() => undefined)
  ready.catch(onError)
  return {
    ready,
    listen: listener => local.listen(listener),
    publish(event) {
      local.publish(event)
      if (publisher.isReady)
        publisher.publish(channel, JSON.stringify({ from: processId, event })).catch(onError)
    },
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
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
