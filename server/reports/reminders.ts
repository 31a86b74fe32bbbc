/**
 * 催报: the texts are written by shared/notice/, copied in the browser or sent from here. Each press is kept:
 * which sections, to which department, by whom.
 */
import type { BodyOf, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import type { ReminderWay } from '../../shared/notice/duties.ts'
import { type Actor, holders, mayReadReport, mayRemind } from '../../shared/permissions.ts'
import { isOpenForAuthors } from '../../shared/report.ts'
import { readPeople } from '../accounts/person-rows.ts'
import { writeAudit } from '../ops/audit.ts'
import { timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { insertMessages } from './message-rows.ts'
import { idsBut, writers } from './messages.ts'
import { loadReport } from './rows.ts'

/** A reminder was copied to be handed on. A department that holds nothing of the report is not reminded. */
export async function remind(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { departmentId }: BodyOf<'remind'>,
): Promise<Outcome<ResponseOf<'remind'>>> {
  return inTransaction(deps, async tx => {
    const report = await loadReport(tx, reportId)
    if (!report || !mayReadReport(actor, report)) return refuse('not-found')
    if (!mayRemind(actor, report)) return refuse('forbidden')
    const held = report.sections.filter(section => holders(section).includes(departmentId))
    if (held.length === 0) return refuse('bad-request', { departmentId })
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'reminder.copy',
      reportId,
      subjectId: departmentId,
    })
    await keepReminder(tx, deps, {
      actId: newId(deps.random),
      reportId,
      departmentId,
      sectionIds: held.filter(({ status }) => isOpenForAuthors(status)).map(({ id }) => id),
      way: 'copied',
      personId: actor.id,
    })
    const people = await readPeople(tx)
    await insertMessages(tx, deps, idsBut(writers(people, [departmentId]), actor.id), {
      kind: 'reminder',
      report,
      // Once a day at most, however often it is copied.
      moment: `${departmentId}:${timestamp(deps.clock).slice(0, 10)}`,
      params: { by: people.find(({ id }) => id === actor.id)?.name ?? '' },
    })
    return done({})
  })
}

type Kept = {
  readonly actId: string
  readonly reportId: string
  readonly departmentId: string
  readonly sectionIds: readonly string[]
  readonly way: ReminderWay
  readonly personId: string
}

export async function keepReminder(
  tx: Database,
  { clock, random }: Pick<ReportDeps, 'clock' | 'random'>,
  { actId, reportId, departmentId, sectionIds, way, personId }: Kept,
): Promise<void> {
  if (sectionIds.length === 0) return
  const rows = sectionIds.map(sectionId => ({
    id: newId(random),
    act_id: actId,
    report_id: reportId,
    section_id: sectionId,
    department_id: departmentId,
    way,
    person_id: personId,
    at: timestamp(clock),
  }))
  await tx.insertInto('reminders').values(rows).execute()
}

/** The last reminder of each section and department. */
export async function listReminders(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
): Promise<Outcome<ResponseOf<'listReminders'>>> {
  const report = await loadReport(db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  const rows = await db
    .selectFrom('reminders')
    .innerJoin('persons', 'persons.id', 'reminders.person_id')
    .select(['section_id', 'department_id', 'at', 'way', 'persons.name'])
    .where('report_id', '=', reportId)
    .orderBy('at')
    .orderBy('reminders.id')
    .execute()
  const last = new Map(rows.map(row => [`${row.section_id}:${row.department_id}`, row]))
  return done(
    [...last.values()].map(row => ({
      sectionId: row.section_id,
      departmentId: row.department_id,
      at: row.at,
      personName: row.name,
      way: row.way,
    })),
  )
}
