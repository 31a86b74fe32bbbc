/**
 * The audit: one row for every change, written in the change's own transaction, never altered after.
 * Secrets and passwords never enter it.
 */
import { sql } from 'kysely'
import type { AuditAction } from '../../shared/audit.ts'
import { newId } from '../../shared/ids.ts'
import type { Database } from '../store/store.ts'
import { type Deps, timestamp } from './deps.ts'

export type Act = {
  /** Null: the command line or the first start. */
  readonly personId: string | null
  readonly action: AuditAction
  readonly reportId?: string
  readonly subjectId?: string
  readonly before?: unknown
  readonly after?: unknown
}

export async function writeAudit(
  tx: Database,
  { clock, random, origin }: Pick<Deps, 'clock' | 'random' | 'origin'>,
  act: Act,
): Promise<void> {
  await tx
    .insertInto('audit')
    .values({
      id: newId(random),
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from audit)`,
      at: timestamp(clock),
      person_id: act.personId,
      action: act.action,
      report_id: act.reportId ?? null,
      subject_id: act.subjectId ?? null,
      before: asJson(act.before),
      after: asJson(act.after),
      address: origin.address,
      via: origin.via,
    })
    .execute()
}

const asJson = (value: unknown) => (value === undefined ? null : JSON.stringify(value))
