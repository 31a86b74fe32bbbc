/**
 * Rows of the inbox. The key names the moment: the same one told twice is one message, restarts included.
 */
import type { MessageParams } from '../../shared/api.ts'
import { newId } from '../../shared/ids.ts'
import type { MessageKind } from '../../shared/inbox.ts'
import { timestamp } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import type { LoadedReport, PlacedSection } from './rows.ts'

export type Told = {
  readonly kind: MessageKind
  readonly report: Pick<LoadedReport, 'id' | 'title'>
  readonly section?: PlacedSection
  /** What tells this moment from others of its kind. */
  readonly moment: string
  /** Whom it concerns where it is about no section. */
  readonly departmentIds?: readonly string[]
  readonly params?: Omit<MessageParams, 'report' | 'number' | 'heading' | 'role'>
}

export async function insertMessages(
  tx: Database,
  { clock, random }: Pick<ReportDeps, 'clock' | 'random'>,
  personIds: readonly string[],
  told: Told,
): Promise<void> {
  if (personIds.length === 0) return
  const rows = personIds.map(personId => ({
    id: newId(random),
    person_id: personId,
    report_id: told.report.id,
    section_id: told.section?.id ?? null,
    kind: told.kind,
    params: JSON.stringify(paramsOf(told)),
    created_at: timestamp(clock),
    read_at: null,
    dedupe_key: messageKey(told, personId),
  }))
  await tx
    .insertInto('messages')
    .values(rows)
    .onConflict(conflict => conflict.column('dedupe_key').doNothing())
    .execute()
}

/** What its sentence is filled with. */
export function paramsOf({ report, section, params }: Told): MessageParams {
  return {
    report: report.title,
    ...(section && { number: section.number, heading: section.heading, role: section.role }),
    ...params,
  }
}

export function messageKey(
  { kind, report, section, moment }: Pick<Told, 'kind' | 'report' | 'section' | 'moment'>,
  toWhom: string,
): string {
  return [kind, section?.id ?? report.id, moment, toWhom].join(':')
}
