/**
 * The verbs of 单位用语表, the house's list, which every check reads.
 *
 * 1. A kind and a wording stand once among what is not deleted.
 * 2. A deletion only marks, so that it can be undone; what was written anew meanwhile is a conflict.
 * 3. Every change writes its audit row in its transaction, and open tabs are told behind it.
 */
import type { BodyOf, HouseEntry, ResponseOf } from '../../shared/api.ts'
import type { HouseList } from '../../shared/checks/setting.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { byPlace, houseListOf, type HouseWords, isWhole, takesInstead } from '../../shared/house-list.ts'
import { newId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayKeepHouseList } from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Deps, timestamp } from '../ops/deps.ts'
import { inTransaction, type Tell } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import type { HouseEntryTable } from '../store/tables/office.ts'

/** Whoever is signed in reads it, as their checks do. */
export async function listHouse({ db }: Pick<Deps, 'db'>): Promise<Outcome<HouseEntry[]>> {
  return done((await liveRows(db)).map(present).toSorted(byPlace))
}

/** The list as the checks take it. */
export async function readHouseList(db: Database): Promise<HouseList> {
  return houseListOf((await liveRows(db)).map(present))
}

export async function addHouseEntry(
  deps: Deps,
  actor: Actor,
  body: BodyOf<'addHouseEntry'>,
): Promise<Outcome<HouseEntry>> {
  return keeping(deps, actor, async tx => {
    const words = tidy(body)
    if (!isWhole(words)) return refuse('bad-request', { instead: 'needed' })
    const rows = await liveRows(tx)
    if (rows.some(isSame(words))) return refuse('name-taken')
    if (rows.length >= limits.houseEntries) return refuse('too-large')
    const row = rowOf(deps, words)
    await tx.insertInto('house_entries').values(row).execute()
    const act = { action: 'house.add', subjectId: row.id } as const
    await writeAudit(tx, deps, { personId: actor.id, ...act, after: told(words) })
    return done(present(row))
  })
}

export async function changeHouseEntry(
  deps: Deps,
  actor: Actor,
  entryId: string,
  body: BodyOf<'changeHouseEntry'>,
): Promise<Outcome<HouseEntry>> {
  return keeping(deps, actor, async tx => {
    const words = tidy(body)
    const rows = await liveRows(tx)
    const before = rows.find(({ id }) => id === entryId)
    if (!before) return refuse('not-found')
    if (!isWhole(words)) return refuse('bad-request', { instead: 'needed' })
    if (rows.some(row => row !== before && isSame(words)(row))) return refuse('name-taken')
    return done(present(await change(tx, deps, actor, before, words)))
  })
}

export async function deleteHouseEntries(
  deps: Deps,
  actor: Actor,
  { ids }: BodyOf<'deleteHouseEntries'>,
): Promise<Outcome<ResponseOf<'deleteHouseEntries'>>> {
  return keeping(deps, actor, async tx => {
    const chosen = (await liveRows(tx)).filter(({ id }) => ids.includes(id))
    if (chosen.length < new Set(ids).size) return refuse('not-found')
    await mark(tx, ids, timestamp(deps.clock))
    for (const row of chosen)
      await writeAudit(tx, deps, {
        personId: actor.id,
        action: 'house.delete',
        subjectId: row.id,
        before: told(row),
      })
    return done({})
  })
}

export async function restoreHouseEntries(
  deps: Deps,
  actor: Actor,
  { ids }: BodyOf<'restoreHouseEntries'>,
): Promise<Outcome<ResponseOf<'restoreHouseEntries'>>> {
  return keeping(deps, actor, async tx => {
    const live = await liveRows(tx)
    const gone = (await rowsOf(tx, ids)).filter(row => row.deleted_at !== null)
    if (gone.length < new Set(ids).size) return refuse('not-found')
    if (gone.some(row => live.some(isSame(row)))) return refuse('name-taken')
    if (live.length + gone.length > limits.houseEntries) return refuse('too-large')
    await mark(tx, ids, null)
    for (const { id } of gone)
      await writeAudit(tx, deps, { personId: actor.id, action: 'house.restore', subjectId: id })
    return done({})
  })
}

/** Adds what is new and changes what is there under its kind and wording; one audit row for the act. */
export async function importHouse(
  deps: Deps,
  actor: Actor,
  { entries }: BodyOf<'importHouse'>,
): Promise<Outcome<ResponseOf<'importHouse'>>> {
  return keeping(deps, actor, async tx => {
    const wanted = entries.map(tidy)
    if (!wanted.every(isWhole)) return refuse('bad-request', { instead: 'needed' })
    if (new Set(wanted.map(keyOf)).size < wanted.length) return refuse('bad-request', { wording: 'twice' })
    const known = new Map((await liveRows(tx)).map(row => [keyOf(row), row]))
    const fresh = wanted.filter(words => !known.has(keyOf(words))).map(words => rowOf(deps, words))
    if (known.size + fresh.length > limits.houseEntries) return refuse('too-large')
    for (let at = 0; at < fresh.length; at += rowsAtOnce)
      await tx
        .insertInto('house_entries')
        .values(fresh.slice(at, at + rowsAtOnce))
        .execute()
    const changedIds: string[] = []
    for (const words of wanted) {
      const before = known.get(keyOf(words))
      if (!before || JSON.stringify(told(before)) === JSON.stringify(told(words))) continue
      await write(tx, deps, before, words)
      changedIds.push(before.id)
    }
    const after = { added: fresh.length, changed: changedIds.length }
    await writeAudit(tx, deps, { personId: actor.id, action: 'house.import', after })
    return done({ addedIds: fresh.map(({ id }) => id), changedIds })
  })
}

/** SQLite takes some ten thousand values in one statement. */
const rowsAtOnce = 500

async function keeping<Value>(
  deps: Deps,
  actor: Actor,
  verb: (tx: Database, tell: Tell) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  if (!mayKeepHouseList(actor)) return refuse('forbidden')
  return inTransaction(deps, async (tx, tell) => {
    const outcome = await verb(tx, tell)
    if (outcome.ok) tell({ type: 'house' })
    return outcome
  })
}

const liveRows = (db: Database) =>
  db.selectFrom('house_entries').selectAll().where('deleted_at', 'is', null).orderBy('id').execute()

const rowsOf = (db: Database, ids: readonly string[]) =>
  db.selectFrom('house_entries').selectAll().where('id', 'in', ids).execute()

async function mark(tx: Database, ids: readonly string[], deletedAt: string | null): Promise<void> {
  await tx.updateTable('house_entries').set({ deleted_at: deletedAt }).where('id', 'in', ids).execute()
}

async function change(
  tx: Database,
  deps: Deps,
  actor: Actor,
  before: HouseEntryTable,
  words: HouseWords,
): Promise<HouseEntryTable> {
  const after = await write(tx, deps, before, words)
  const act = { action: 'house.change', subjectId: before.id } as const
  await writeAudit(tx, deps, { personId: actor.id, ...act, before: told(before), after: told(words) })
  return after
}

async function write(
  tx: Database,
  { clock }: Deps,
  before: HouseEntryTable,
  words: HouseWords,
): Promise<HouseEntryTable> {
  const set = { ...words, updated_at: timestamp(clock) }
  await tx.updateTable('house_entries').set(set).where('id', '=', before.id).execute()
  return { ...before, ...set }
}

const rowOf = ({ random, clock }: Deps, words: HouseWords): HouseEntryTable => ({
  id: newId(random),
  ...words,
  updated_at: timestamp(clock),
  deleted_at: null,
})

/** A kind that has no use for it keeps no `instead`; only leaders have an order. */
const tidy = ({ kind, wording, instead, rank, note }: HouseWords): HouseWords => ({
  kind,
  wording,
  instead: takesInstead(kind) ? instead : '',
  rank: kind === 'leader' ? rank : null,
  note,
})

const keyOf = ({ kind, wording }: Pick<HouseWords, 'kind' | 'wording'>) => `${kind} ${wording}`
const isSame = (words: Pick<HouseWords, 'kind' | 'wording'>) => (row: HouseEntryTable) =>
  keyOf(row) === keyOf(words)

/** What the audit shows. */
const told = ({ kind, wording, instead, rank, note }: HouseWords) => ({
  category: `house-${kind}`,
  wording,
  instead,
  rank,
  note,
})

const present = ({ id, kind, wording, instead, rank, note, updated_at: updatedAt }: HouseEntryTable) => ({
  id,
  kind,
  wording,
  instead,
  rank,
  note,
  updatedAt,
})
