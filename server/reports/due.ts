/**
 * Reminders of what is due, by the clock: looked at every `limits.dueCheckMs`, written once for each section,
 * time and person. A new time of a section is a new moment; a restart is not.
 */
import { holders } from '../../shared/permissions.ts'
import { reminderAt } from '../../shared/inbox.ts'
import { limits } from '../../shared/limits.ts'
import { isClosed, isOpenForAuthors } from '../../shared/report.ts'
import { readPeople } from '../accounts/person-rows.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { messageKey, type Told, writeMessages, writers } from './messages.ts'
import { loadReports } from './rows.ts'

type DueDeps = Pick<ReportDeps, 'db' | 'clock' | 'random' | 'log'>

/** Writes what is to be said now and was not said yet. */
export async function remindOfDue(deps: DueDeps): Promise<void> {
  const waiting = await findDue(deps)
  if (waiting.length === 0) return
  await deps.db.transaction().execute(async tx => {
    for (const { personIds, told } of waiting) await writeMessages(tx, deps, personIds, told)
  })
}

async function findDue({ db, clock }: DueDeps): Promise<{ personIds: string[]; told: Told }[]> {
  const now = clock()
  const people = await readPeople(db)
  const said = await saidKeys(db)
  const ticks = await db.selectFrom('section_ticks').select(['section_id', 'department_id']).execute()
  const finished = new Set(ticks.map(row => `${row.section_id}:${row.department_id}`))
  const waiting: { personIds: string[]; told: Told }[] = []
  for (const report of await loadReports(db)) {
    if (isClosed(report.stage)) continue
    for (const section of report.sections) {
      const dueAt = section.dueAt ?? report.deadline
      const kind = dueAt === null ? undefined : reminderAt(dueAt, now)
      if (dueAt === null || !kind || !isOpenForAuthors(section.status)) continue
      const told = { kind, report, section, moment: dueAt, params: { dueAt } }
      const owing = holders(section).filter(
        id => id === section.effectiveLeadId || !finished.has(`${section.id}:${id}`),
      )
      const personIds = writers(people, owing)
        .map(({ id }) => id)
        .filter(id => !said.has(messageKey(told, id)))
      if (personIds.length > 0) waiting.push({ personIds, told })
    }
  }
  return waiting
}

async function saidKeys(db: Database): Promise<Set<string>> {
  const rows = await db
    .selectFrom('messages')
    .select('dedupe_key')
    .where('kind', 'in', ['dueSoon', 'dueTomorrow', 'overdue'])
    .execute()
  return new Set(rows.map(row => row.dedupe_key))
}

/** Looks again and again; a failure is logged, and the next look makes up for it. */
export function startReminders(deps: DueDeps): { stop(): Promise<void> } {
  let running = Promise.resolve()
  const timer = setInterval(() => {
    running = running
      .then(() => remindOfDue(deps))
      .catch((error: unknown) => deps.log.error({ error }, 'reminders of what is due failed'))
  }, limits.dueCheckMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
