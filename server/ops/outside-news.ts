/**
 * What other processes changed that pages show and no revision counts: comments and marks, drafts that were set
 * aside, the house's list. Hints of it may not have come, with Redis away or without one, so the acts of the
 * audit log are read on from where the last look ended; their numbers have no gap.
 *
 * 1. An act whose hint came is told no second time. A hint comes a moment before its act is seen or a moment
 *    after, so an act is told at the next look, when fewer hints came in both intervals than acts.
 * 2. A log that grew by more than a look reads is caught up with look by look.
 */
import type { Bus, BusEvent } from '../bus/bus.ts'
import type { Database } from '../store/store.ts'

/** Acts that one look reads. */
const actsAtOnce = 500

type News = Extract<BusEvent, { type: 'threads' | 'set-aside' | 'house' }>

export type OutsideNews = { look(): Promise<void>; stop(): void }

export async function followNews({ db, bus }: { db: Database; bus: Bus }): Promise<OutsideNews> {
  let seq = await newest(db)
  let waiting: readonly News[] = []
  let [before, since] = [new Map<string, number>(), new Map<string, number>()]
  let isTelling = false
  const stop = bus.listen(event => {
    if (isTelling || !isNews(event)) return
    since.set(keyOf(event), (since.get(keyOf(event)) ?? 0) + 1)
  })
  const hints = (key: string) => (before.get(key) ?? 0) + (since.get(key) ?? 0)
  return {
    stop,
    async look() {
      const acts = await readActs(db, seq)
      seq = acts.at(-1)?.seq ?? seq
      const due = Map.groupBy(waiting, keyOf)
      isTelling = true
      for (const [key, [news, ...more]] of due) if (news && hints(key) <= more.length) bus.publish(news)
      isTelling = false
      waiting = acts.flatMap(({ action, report_id }) => newsOf(action, report_id) ?? [])
      before = since
      since = new Map()
    },
  }
}

const isNews = (event: BusEvent): event is News =>
  event.type === 'threads' || event.type === 'set-aside' || event.type === 'house'

const keyOf = (news: News) => (news.type === 'house' ? news.type : `${news.type} ${news.reportId}`)

function newsOf(action: string, reportId: string | null): News | undefined {
  const [noun] = action.split('.')
  if (noun === 'house') return { type: 'house' }
  if (reportId === null) return undefined
  if (noun === 'comment' || noun === 'proposal' || noun === 'mark') return { type: 'threads', reportId }
  return noun === 'set-aside' ? { type: 'set-aside', reportId } : undefined
}

async function newest(db: Database): Promise<number> {
  const { seq } = await db
    .selectFrom('audit')
    .select(eb => eb.fn.coalesce(eb.fn.max('seq'), eb.lit(0)).as('seq'))
    .executeTakeFirstOrThrow()
  return seq
}

const readActs = (db: Database, seq: number) =>
  db
    .selectFrom('audit')
    .select(['seq', 'action', 'report_id'])
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(actsAtOnce)
    .execute()
