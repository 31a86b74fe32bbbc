/**
 * What an append does within its transaction, as steps: a database that answers at once (SQLite, in its worker)
 * runs all of them for one message. The transaction around them is theirs. A worker loads this file, so it brings no query builder along.
 */
import { crc32 } from 'node:zlib'
import type { Append, Appended, AppendStatements } from './append.ts'
import { bind, type Prepared, type Query } from './prepared.ts'
import type { UpdateTable } from './tables/texts.ts'

export type SectionAppended = readonly [sectionId: string, appended: Appended]

/** Yields queries that may be asked all at once, and goes on with the rows that each answered. */
export type Steps<Result> = Generator<readonly Query[], Result, readonly (readonly unknown[])[]>

export function* appendSteps(
  statements: AppendStatements,
  batch: readonly Append[],
  at: string,
): Steps<SectionAppended[]> {
  // Every process takes the section rows in the same order, so two batches never wait for each other.
  const inIdOrder = [...batch].sort((a, b) => (a.sectionId < b.sectionId ? -1 : 1))
  const foreign = yield* findForeign(statements, inIdOrder)
  const own = inIdOrder.filter(append => !foreign.has(append))
  const moves = yield* ask(statements.moveHead, own.map(headMove))
  const stored = own.flatMap((append, index) => {
    const moved = moves[index]
    return moved ? [{ append, moved, rows: logRows(append, at) }] : []
  })
  yield* ask(statements.bindClient, bindingsOf(stored.map(({ append }) => append)))
  yield* ask(
    statements.insertRow,
    stored.flatMap(({ rows }) => rows),
  )
  const begun = stored.filter(({ append, moved }) => moved.grants !== append.grants)
  const raised = yield* ask(
    statements.raiseRevision,
    [...new Set(begun.map(({ moved }) => moved.reportId))].map(reportId => ({ reportId, at })),
  )
  const revisions = new Map(raised.flatMap(one => (one ? [[one.reportId, one]] : [])))
  const began = new Map(begun.map(({ append, moved }) => [append, revisions.get(moved.reportId)]))
  const appended = new Map(
    stored.map(({ append, moved: { head, grants } }): [Append, Appended] => [
      append,
      { result: 'stored', head, grants, began: began.get(append) },
    ]),
  )
  return inIdOrder.map(append => [
    append.sectionId,
    appended.get(append) ?? { result: foreign.has(append) ? 'foreign' : 'stale' },
  ])
}

/** Those that bring a client id which belongs to somebody else. */
function* findForeign({ findOwner }: AppendStatements, batch: readonly Append[]): Steps<ReadonlySet<Append>> {
  const claims = batch.flatMap(append => bindingsOf([append]).map(claim => ({ append, ...claim })))
  const owners = yield* ask(findOwner, claims)
  const isForeign = (owner: string | undefined, personId: string) => owner !== undefined && owner !== personId
  return new Set(
    claims
      .filter(({ personId }, index) => isForeign(owners[index]?.personId, personId))
      .map(({ append }) => append),
  )
}

const headMove = ({ sectionId, head, grants, rows }: Append) => ({
  sectionId,
  head,
  grants,
  newHead: head + rows.length,
})

const bindingsOf = (batch: readonly Append[]) =>
  batch.flatMap(({ sectionId, bindings }) => bindings.map(binding => ({ sectionId, ...binding })))

function logRows({ sectionId, head, rows }: Append, at: string): UpdateTable[] {
  return rows.map(({ personId, bytes }, index) => ({
    section_id: sectionId,
    seq: head + index + 1,
    person_id: personId,
    at,
    checksum: crc32(bytes),
    bytes,
  }))
}

/** Asks one query with each of these values; answers the first row of each. */
function* ask<Values, Row>(
  prepared: Prepared<Values, Row>,
  values: readonly Values[],
): Steps<readonly (Row | undefined)[]> {
  if (values.length === 0) return []
  const answers = yield values.map(one => bind(prepared, one))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the prepared query answers
  return answers.map(rows => rows[0] as Row | undefined)
}
