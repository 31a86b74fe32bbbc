/**
 * An append as one statement, for a database behind a line: one way there and back, whatever the batch holds, and
 * a transaction by itself. It does and answers what append-steps.ts does step by step.
 *
 * 1. The statement sees the tables as they were when it began, even if it then waits for a verb to end. So it
 *    rests on the compare-and-swap of head and grants alone, which PostgreSQL asks anew of the row as it is by
 *    then. Whose a client id is does not change beside them: a binding comes with rows, which move the head, and
 *    a merger of persons raises all grants.
 * 2. The lock is taken before any row, and the rows of sections in the order of their ids.
 */
import { crc32 } from 'node:zlib'
import type { Append, Appended } from './append.ts'
import type { SectionAppended } from './append-steps.ts'
import type { Query } from './prepared.ts'

export type AppendRow = {
  readonly id: string
  readonly result: Appended['result']
  readonly head: number
  readonly grants: number
  /** Where this append made the section 撰写. */
  readonly report: string | null
  readonly revision: number | null
}

/** `lock`: of the whole database; verbs hold it alone, appends share it. */
export const appendText = (lock: number) => `
with locked as materialized (
  select pg_advisory_xact_lock_shared(${lock})
), given as materialized (
  select given.* from locked,
    unnest($1::text[], $2::integer[], $3::integer[], $4::integer[]) as given(id, head, grants, count)
), claims as materialized (
  select * from unnest($5::text[], $6::bigint[], $7::text[]) as claim(id, client, person)
), foreigners as materialized (
  select distinct claims.id from claims
    join section_clients as bound on bound.section_id = claims.id and bound.client = claims.client
  where bound.person_id <> claims.person
), held as materialized (
  select sections.id, given.head + given.count as new_head, given.grants as old_grants
  from given join sections on sections.id = given.id
    and sections.head = given.head and sections.grants = given.grants and sections.deleted_at is null
  where given.id not in (select id from foreigners)
  order by sections.id
  for no key update of sections
), moved as (
  update sections set head = held.new_head,
    grants = case when status = 'not_started' then grants + 1 else grants end,
    status = case when status = 'not_started' then 'drafting' else status end
  from held where sections.id = held.id
  returning sections.id, head, grants, case when grants <> held.old_grants then report_id end as report
), bound as (
  insert into section_clients (section_id, client, person_id)
  select id, client, person from claims join moved using (id)
  on conflict (section_id, client) do nothing
), written as (
  insert into updates (section_id, seq, person_id, at, checksum, bytes)
  select id, seq, person, $13, checksum, bytes
  from unnest($8::text[], $9::integer[], $10::text[], $11::bigint[], $12::bytea[])
    as written(id, seq, person, checksum, bytes) join moved using (id)
), raised as (
  update reports set revision = revision + 1, updated_at = $13
  where id in (select report from moved) returning id, revision
)
select given.id, moved.head, moved.grants, moved.report, raised.revision, case
    when moved.id is not null then 'stored' when foreigners.id is not null then 'foreign' else 'stale'
  end as result
from given left join moved on moved.id = given.id left join foreigners on foreigners.id = given.id
  left join raised on raised.id = moved.report`

/** The values of that statement. */
export function appendValues(batch: readonly Append[], at: string): Query['parameters'] {
  const claims = batch.flatMap(({ sectionId, bindings }) => bindings.map(one => ({ sectionId, ...one })))
  const rows = batch.flatMap(({ sectionId, head, rows: own }) =>
    own.map((row, index) => ({ sectionId, seq: head + index + 1, ...row })),
  )
  return [
    batch.map(one => one.sectionId),
    batch.map(one => one.head),
    batch.map(one => one.grants),
    batch.map(one => one.rows.length),
    claims.map(one => one.sectionId),
    claims.map(one => one.client),
    claims.map(one => one.personId),
    rows.map(row => row.sectionId),
    rows.map(row => row.seq),
    rows.map(row => row.personId),
    rows.map(row => crc32(row.bytes)),
    rows.map(row => row.bytes),
    at,
  ]
}

export function sectionAppended({ id, result, head, grants, report, revision }: AppendRow): SectionAppended {
  if (result !== 'stored') return [id, { result }]
  const began = report === null || revision === null ? undefined : { reportId: report, revision }
  return [id, { result, head, grants, began }]
}
