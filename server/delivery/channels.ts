/**
 * The verbs of 通知渠道, an administrator's all of them. Addresses and secrets are taken and kept, never answered
 * and never in the audit, which says that they changed.
 */
import type { BodyOf, ResponseOf } from '../../shared/api.ts'
import { mailChannelId } from '../../shared/channels.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayKeepChannels } from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Deps, timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import type { ChannelTable } from '../store/tables/going-out.ts'
import { presentChannel, readChannel, readChannels } from './channel-rows.ts'
import { putIn } from './outbox.ts'
import { isSigningSecret, newSigningSecret } from './webhook.ts'
import { readWords } from './words.ts'

type Kept = ResponseOf<'createChannel'>

export async function listChannels(
  { db, outgoing }: Pick<Deps, 'db' | 'outgoing'>,
  actor: Actor,
): Promise<Outcome<ResponseOf<'listChannels'>>> {
  if (!mayKeepChannels(actor)) return refuse('forbidden')
  const channels = (await readChannels(db)).map(presentChannel)
  return done({ mailFrom: outgoing.mailFrom ?? null, channels, deliveries: await readDeliveries(db) })
}

async function readDeliveries(db: Database): Promise<ResponseOf<'listChannels'>['deliveries']> {
  const rows = await db
    .selectFrom('outbox')
    .leftJoin('persons', 'persons.id', 'outbox.person_id')
    .selectAll('outbox')
    .select('persons.name as person_name')
    .orderBy('outbox.created_at', 'desc')
    .orderBy('outbox.id')
    .limit(limits.deliveriesShown)
    .execute()
  return rows.map(row => ({
    id: row.id,
    channelId: row.channel_id,
    event: row.event,
    title: row.title,
    personName: row.person_name,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at,
    nextAt: row.next_at,
    settledAt: row.settled_at,
    error: row.error,
  }))
}

export async function createChannel(
  deps: Deps,
  actor: Actor,
  body: BodyOf<'createChannel'>,
): Promise<Outcome<Kept>> {
  if (!mayKeepChannels(actor)) return refuse('forbidden')
  const secret = secretFor(deps, body.kind, body.secret)
  if (!secret.ok) return secret
  return inTransaction(deps, async tx => {
    const channels = await readChannels(tx)
    if (channels.length >= limits.channels) return refuse('conflict', { most: limits.channels })
    if (!(await isDepartment(tx, body.departmentId)))
      return refuse('bad-request', { departmentId: 'unknown' })
    const row: ChannelTable = {
      id: newId(deps.random),
      kind: body.kind,
      ...columnsOf(body),
      name: body.name,
      url: body.url,
      secret: secret.value.stored,
      created_at: timestamp(deps.clock),
      deleted_at: null,
    }
    await tx.insertInto('channels').values(row).execute()
    const after = presentChannel(row)
    await writeAudit(tx, deps, { personId: actor.id, action: 'channel.create', subjectId: row.id, after })
    return done({ channel: after, secret: secret.value.shown })
  })
}

type Settings = Pick<
  BodyOf<'createChannel'>,
  'departmentId' | 'keyword' | 'mentionAll' | 'language' | 'events' | 'active'
>

const columnsOf = (settings: Settings) => ({
  department_id: settings.departmentId,
  keyword: settings.keyword,
  mention_all: bit(settings.mentionAll),
  language: settings.language,
  events: JSON.stringify([...new Set(settings.events)]),
  active: bit(settings.active),
})

const bit = (flag: boolean): 0 | 1 => (flag ? 1 : 0)

/** `given` null: none, which for a webhook means a new one. `shown` is what was made just now. */
function secretFor(
  { random }: Pick<Deps, 'random'>,
  kind: ChannelTable['kind'],
  given: string | null | undefined,
): Outcome<{ stored: string | null; shown: string | null }> {
  const none = given === null || given === undefined
  if (kind === 'webhook') {
    if (none) {
      const secret = newSigningSecret(random)
      return done({ stored: secret, shown: secret })
    }
    return isSigningSecret(given)
      ? done({ stored: given, shown: null })
      : refuse('bad-request', { secret: 'whsec_ and 24 to 64 bytes as base64' })
  }
  // 企业微信 signs nothing: its address is the key.
  return done({ stored: kind === 'dingtalk' && !none ? given : null, shown: null })
}

async function isDepartment(tx: Database, departmentId: string | null): Promise<boolean> {
  if (departmentId === null) return true
  const row = await tx
    .selectFrom('departments')
    .select('id')
    .where('id', '=', departmentId)
    .where('active', '=', 1)
    .executeTakeFirst()
  return row !== undefined
}

export async function changeChannel(
  deps: Deps,
  actor: Actor,
  channelId: string,
  { secret: given, ...change }: BodyOf<'changeChannel'>,
): Promise<Outcome<Kept>> {
  if (!mayKeepChannels(actor)) return refuse('forbidden')
  return inTransaction(deps, async tx => {
    const row = await readChannel(tx, channelId)
    if (!row) return refuse('not-found')
    if (row.id === mailChannelId && !changesMail(change)) return refuse('conflict')
    const before = presentChannel(row)
    const wanted = wantedOf(before, change)
    if (wanted.departmentId !== before.departmentId && !(await isDepartment(tx, wanted.departmentId)))
      return refuse('bad-request', { departmentId: 'unknown' })
    const secret = given === undefined ? undefined : secretFor(deps, row.kind, given)
    if (secret && !secret.ok) return secret
    const written: ChannelTable = {
      ...row,
      ...columnsOf(wanted),
      name: wanted.name,
      url: change.url ?? row.url,
      secret: secret ? secret.value.stored : row.secret,
    }
    await tx.updateTable('channels').set(written).where('id', '=', row.id).execute()
    const after = presentChannel(written)
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'channel.change',
      subjectId: row.id,
      before,
      after: {
        ...after,
        ...(change.url === undefined ? {} : { newAddress: true }),
        ...(given === undefined ? {} : { newSecret: true }),
      },
    })
    return done({ channel: after, secret: secret?.value.shown ?? null })
  })
}

type Wanted = Settings & { readonly name: string }

function wantedOf(
  before: Wanted,
  change: { readonly [Key in keyof Wanted]?: Wanted[Key] | undefined },
): Wanted {
  return {
    name: change.name ?? before.name,
    departmentId: change.departmentId === undefined ? before.departmentId : change.departmentId,
    keyword: change.keyword ?? before.keyword,
    mentionAll: change.mentionAll ?? before.mentionAll,
    language: change.language ?? before.language,
    events: change.events ?? before.events,
    active: change.active ?? before.active,
  }
}

/** Of e-mail only what it carries is set here; the rest is the installation's. */
function changesMail(change: Omit<BodyOf<'changeChannel'>, 'secret'>): boolean {
  return Object.keys(change).every(field => field === 'events' || field === 'active')
}

/** What waits for it is dropped. */
export async function deleteChannel(
  deps: Deps,
  actor: Actor,
  channelId: string,
): Promise<Outcome<Record<string, never>>> {
  if (!mayKeepChannels(actor)) return refuse('forbidden')
  return inTransaction(deps, async tx => {
    const row = await readChannel(tx, channelId)
    if (!row) return refuse('not-found')
    if (row.id === mailChannelId) return refuse('conflict')
    const now = timestamp(deps.clock)
    // What opened the group is of no use to anybody any more.
    const gone = { deleted_at: now, active: 0 as const, url: '', secret: null }
    await tx.updateTable('channels').set(gone).where('id', '=', channelId).execute()
    await tx
      .updateTable('outbox')
      .set({ state: 'dropped', settled_at: now })
      .where('channel_id', '=', channelId)
      .where('state', '=', 'waiting')
      .execute()
    const before = presentChannel(row)
    await writeAudit(tx, deps, { personId: actor.id, action: 'channel.delete', subjectId: channelId, before })
    return done({})
  })
}

export async function testChannel(
  deps: Deps,
  actor: Actor,
  channelId: string,
): Promise<Outcome<ResponseOf<'testChannel'>>> {
  if (!mayKeepChannels(actor)) return refuse('forbidden')
  return inTransaction(deps, async tx => {
    const row = await readChannel(tx, channelId)
    if (!row) return refuse('not-found')
    if (row.id === mailChannelId && deps.outgoing.mailFrom === undefined) return refuse('conflict')
    const { channels } = await readWords(tx, row.language)
    const deliveryId = await putIn(tx, deps, {
      channelId,
      event: 'test',
      personId: row.id === mailChannelId ? actor.id : null,
      language: row.language,
      title: channels.testTitle,
      text: channels.testText,
      path: '/',
      facts: {},
    })
    await writeAudit(tx, deps, { personId: actor.id, action: 'channel.test', subjectId: channelId })
    return done({ deliveryId })
  })
}

export async function retryDelivery(
  deps: Deps,
  actor: Actor,
  deliveryId: string,
): Promise<Outcome<Record<string, never>>> {
  if (!mayKeepChannels(actor)) return refuse('forbidden')
  return inTransaction(deps, async tx => {
    const row = await tx.selectFrom('outbox').selectAll().where('id', '=', deliveryId).executeTakeFirst()
    const channel = row && (await readChannel(tx, row.channel_id))
    if (!channel) return refuse('not-found')
    // The link of a forgotten password is asked for anew by who forgot it.
    if (row.state !== 'failed' || row.event === 'passwordReset') return refuse('conflict')
    const now = timestamp(deps.clock)
    const life = Date.parse(row.expires_at) - Date.parse(row.created_at)
    await tx
      .updateTable('outbox')
      .set({
        state: 'waiting',
        attempts: 0,
        next_at: now,
        settled_at: null,
        expires_at: new Date(deps.clock() + life).toISOString(),
      })
      .where('id', '=', deliveryId)
      .execute()
    await writeAudit(tx, deps, { personId: actor.id, action: 'delivery.retry', subjectId: row.channel_id })
    return done({})
  })
}
