/**
 * The one that carries letters out while it is on duty: looks into the outbox, leases what is due, sends, marks.
 *
 * 1. A channel's letters leave one after the other; a slow channel keeps no other waiting.
 * 2. stop() lets what is under way end and be marked, so an ordinary restart sends nothing twice.
 * 3. What goes wrong is in the row and in the log, without addresses and secrets.
 */
import { limits } from '../../shared/limits.ts'
import type { Log } from '../ops/deps.ts'
import type { Duty } from '../ops/duty.ts'
import type { OutboxTable } from '../store/tables/going-out.ts'
import { readChannel } from './channel-rows.ts'
import { type Carrying, carry } from './carrying.ts'
import { clearOut, lease, readDue, sentLately, settle } from './outbox.ts'

export type Delivery = {
  /** Carries everything that is due now; for who cannot wait for the clock. */
  deliverDue(): Promise<void>
  stop(): Promise<void>
}

type Deps = Carrying & { readonly log: Log; readonly duty: Duty }

/** Letters read at once; those left over come with the next look. */
const batch = 200
/** Between two rounds of tidying up. */
const clearMs = 60 * 60 * 1000

export function startDelivery(deps: Deps): Delivery {
  const { db, clock, log, duty } = deps
  const lanes = new Map<string, Promise<void>>()
  let stopping = false
  let cleared = 0
  const look = async () => {
    if (!duty.isMine()) return
    if (clock() - cleared > clearMs) {
      cleared = clock()
      await clearOut(db, clock)
    }
    const due = await readDue(db, clock, batch)
    for (const [channelId, rows] of Map.groupBy(due, row => row.channel_id)) {
      if (stopping || lanes.has(channelId)) continue
      const lane = runLane(deps, channelId, rows, () => stopping)
        .catch((error: unknown) => log.error({ error }, 'a delivery broke off'))
        .finally(() => lanes.delete(channelId))
      lanes.set(channelId, lane)
    }
  }
  let looking = Promise.resolve()
  const lookAgain = () => {
    looking = looking
      .then(look)
      .catch((error: unknown) => log.error({ error }, 'the outbox could not be read'))
    return looking
  }
  const timer = setInterval(() => void lookAgain(), limits.deliveryPollMs)
  const settled = async () => {
    await looking
    await Promise.all(lanes.values())
  }
  return {
    async deliverDue() {
      await settled()
      await lookAgain()
      await settled()
    },
    async stop() {
      stopping = true
      clearInterval(timer)
      await settled()
    },
  }
}

async function runLane(
  deps: Deps,
  channelId: string,
  rows: readonly OutboxTable[],
  isStopping: () => boolean,
): Promise<void> {
  const { db, clock, log } = deps
  const channel = await readChannel(db, channelId)
  const isRobot = channel?.kind === 'wecom' || channel?.kind === 'dingtalk'
  for (const row of rows) {
    if (isStopping() || !deps.duty.isMine()) return
    if (isRobot && (await sentLately(db, clock, channelId)) >= limits.robotPerMinute) return
    if (!(await lease(db, clock, row))) continue
    const sent = channel ? await carry(deps, channel, row) : 'dropped'
    if (sent !== 'dropped' && !sent.ok)
      log.warn({ delivery: row.id, channelId, event: row.event, error: sent.error }, 'a delivery failed')
    await settle(db, clock, { ...row, attempts: row.attempts + 1 }, sent)
  }
}
