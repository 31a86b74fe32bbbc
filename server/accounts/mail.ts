/**
 * Who can be written to by e-mail, what a person sets about it, and a forgotten password.
 *
 * 1. An address is one's own to change, from a session and with the password: it is a way to a new one.
 * 2. Asking for a new password answers the same and does the same whoever is meant, so it tells nobody which
 *    accounts exist; who is meant is looked up when the letter leaves.
 * 3. The link of that letter is made when it leaves: its secret is stored nowhere.
 */
import { verifyPassword } from 'better-auth/crypto'
import type { BodyOf, ResponseOf } from '../../shared/api.ts'
import { mailChannelId } from '../../shared/channels.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import type { Language } from '../../shared/i18n/dictionaries.ts'
import { limits } from '../../shared/limits.ts'
import type { Actor } from '../../shared/permissions.ts'
import type { Recipient, ResetLetter } from '../delivery/carrying.ts'
import { putIn } from '../delivery/outbox.ts'
import { readWords } from '../delivery/words.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Deps, timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import {
  findIdentity,
  normalLogin,
  readEmails,
  readIdentity,
  readPasswordHash,
  writeEmail,
} from './identity-rows.ts'
import { issueResetLink } from './personal-links.ts'

/** Of these people the active ones who have an address and want e-mails. */
export async function readMailRecipients(
  db: Database,
  personIds: readonly string[],
): Promise<Map<string, Recipient>> {
  const emails = await readEmails(db, personIds)
  const recipients = new Map<string, Recipient>()
  if (emails.size === 0) return recipients
  const rows = await db
    .selectFrom('persons')
    .select(['id', 'name', 'language'])
    .where('id', 'in', [...emails.keys()])
    .where('active', '=', 1)
    .where('merged_into', 'is', null)
    .where('mail_off', '=', 0)
    .orderBy('id')
    .execute()
  for (const { id, name, language } of rows)
    recipients.set(id, { name, address: emails.get(id) ?? '', language: language ?? 'zh' })
  return recipients
}

/** `asked`: of a message that they asked for themselves. */
export async function recipientOf(
  db: Database,
  personId: string,
  asked: boolean,
): Promise<Recipient | undefined> {
  if (!asked) return (await readMailRecipients(db, [personId])).get(personId)
  const row = await db
    .selectFrom('persons')
    .select(['name', 'language'])
    .where('id', '=', personId)
    .where('active', '=', 1)
    .executeTakeFirst()
  const address = (await readEmails(db, [personId])).get(personId)
  return row && address !== undefined
    ? { name: row.name, address, language: row.language ?? 'zh' }
    : undefined
}

export async function getMyMail(
  { db, outgoing }: Pick<Deps, 'db' | 'outgoing'>,
  actor: Actor,
): Promise<Outcome<ResponseOf<'getMyMail'>>> {
  const identity = await readIdentity(db, actor.id)
  const row = await db
    .selectFrom('persons')
    .select(['language', 'mail_off'])
    .where('id', '=', actor.id)
    .executeTakeFirstOrThrow()
  return done({
    available: outgoing.mailFrom !== undefined,
    email: identity?.email ?? null,
    language: row.language ?? 'zh',
    wanted: row.mail_off === 0,
  })
}

export async function changeMyMail(
  deps: Deps,
  actor: Actor,
  sessionToken: string | undefined,
  { email, language, wanted, current }: BodyOf<'changeMyMail'>,
): Promise<Outcome<ResponseOf<'getMyMail'>>> {
  const before = await getMyMail(deps, actor)
  if (!before.ok) return before
  const address = email === undefined || email === null ? email : normalLogin(email)
  const isNew = address !== undefined && address !== before.value.email
  if (isNew) {
    // A token is not the person.
    if (sessionToken === undefined) return refuse('forbidden')
    const hash = await readPasswordHash(deps.db, actor.id)
    if (hash !== undefined && !(await verifyPassword({ hash, password: current ?? '' })))
      return refuse('wrong-password')
  }
  const changed = await inTransaction(deps, async tx => {
    if (isNew && address !== null && (await findIdentity(tx, address))) return refuse('name-taken', { email })
    if (isNew) await writeEmail(tx, actor.id, address, timestamp(deps.clock))
    const row = {
      ...(language === undefined ? {} : { language }),
      ...(wanted === undefined ? {} : { mail_off: wanted ? (0 as const) : (1 as const) }),
    }
    if (Object.keys(row).length > 0)
      await tx.updateTable('persons').set(row).where('id', '=', actor.id).execute()
    const after = await getMyMail({ ...deps, db: tx }, actor)
    const facts = ({ email: to, language: spoken, wanted: wants }: ResponseOf<'getMyMail'>) => ({
      email: to,
      language: spoken,
      wanted: wants,
    })
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'person.mail',
      subjectId: actor.id,
      before: facts(before.value),
      ...(after.ok ? { after: facts(after.value) } : {}),
    })
    return after
  })
  return changed
}

/** In which language the person last came in: that of their e-mails until they say otherwise. */
export async function rememberLanguage(db: Database, personId: string, language: Language): Promise<void> {
  await db
    .updateTable('persons')
    .set({ language })
    .where('id', '=', personId)
    .where('language', 'is', null)
    .execute()
}

const minuteMs = 60_000

export async function askReset(
  deps: Deps,
  { login, language = 'zh' }: BodyOf<'askReset'>,
): Promise<Outcome<Record<string, never>>> {
  if (deps.outgoing.mailFrom === undefined) return refuse('unavailable')
  return inTransaction(deps, async tx => {
    await putIn(
      tx,
      deps,
      {
        channelId: mailChannelId,
        event: 'passwordReset',
        personId: null,
        language,
        title: (await readWords(tx, language)).channels.resetTitle,
        text: '',
        path: null,
        facts: { login },
      },
      limits.resetMailMinutes * minuteMs,
    )
    await writeAudit(tx, deps, { personId: null, action: 'person.resetAsk' })
    return done({})
  })
}

/** Makes the link, which ends those made before; undefined where the login is nobody's, or nobody's address. */
export async function resetLetterFor(deps: Deps, login: string): Promise<ResetLetter | undefined> {
  const made = await inTransaction(deps, async tx => {
    const identity = await findIdentity(tx, login.trim())
    const to = identity && (await recipientOf(tx, identity.id, true))
    if (!identity || !to) return refuse('not-found')
    const path = await issueResetLink(tx, deps, identity.id)
    await writeAudit(tx, deps, { personId: null, action: 'person.resetLink', subjectId: identity.id })
    return done({ to, path })
  })
  return made.ok ? made.value : undefined
}
