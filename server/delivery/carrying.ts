/** One letter handed to its channel's own way of sending; e-mails find out here who is to get them. */
import type { Language } from '../../shared/i18n/dictionaries.ts'
import { limits } from '../../shared/limits.ts'
import type { Clock } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import type { ChannelTable, OutboxTable } from '../store/tables/going-out.ts'
import type { Facts, Outgoing, Sent } from './letter.ts'
import type { Mailer } from './mail.ts'
import { mailHtml, mailText } from './mail-page.ts'
import { type Post, type Posted, sendPost } from './post.ts'
import { dingtalkPost, robotAnswer, wecomPost } from './robots.ts'
import { webhookPost } from './webhook.ts'
import { readWords } from './words.ts'

export type Recipient = {
  readonly name: string
  readonly address: string
  readonly language: Language
}

/** A link that sets a new password, and whose: made when it leaves, so that its secret is stored nowhere. */
export type ResetLetter = { readonly to: Recipient; readonly path: string }

export type Carrying = {
  readonly db: Database
  readonly clock: Clock
  /** Where people reach this server. */
  readonly site: string
  /** Undefined: SMTP is not set. */
  readonly mailer: Mailer | undefined
  /** Undefined: nobody who can be written to, or who wants it. `asked`: for this message, whether they want others or not. */
  readonly recipientOf: (personId: string, asked: boolean) => Promise<Recipient | undefined>
  readonly resetLetter: (login: string) => Promise<ResetLetter | undefined>
}

const bounds = { timeoutMs: limits.deliveryTimeoutMs, answerBytes: limits.deliveryAnswerBytes }

export async function carry(
  deps: Carrying,
  channel: ChannelTable,
  row: OutboxTable,
): Promise<Sent | 'dropped'> {
  if (channel.kind === 'mail') return row.event === 'passwordReset' ? mailReset(deps, row) : mail(deps, row)
  const letter = await outgoing(deps, row)
  const now = deps.clock()
  switch (channel.kind) {
    case 'wecom':
      return byRobot(channel, wecomPost(channel, letter))
    case 'dingtalk':
      return byRobot(channel, dingtalkPost(channel, letter, now))
    case 'webhook':
      return hushed(channel, await sendPost(webhookPost(channel, letter, now), bounds))
  }
}

async function byRobot(channel: ChannelTable, post: Post): Promise<Sent> {
  const posted = await sendPost(post, bounds)
  return hushed(channel, posted.ok ? robotAnswer(posted) : posted)
}

/** What a receiver says of a failure may hold what we sent: its key is taken out. */
function hushed({ url, secret }: ChannelTable, sent: Sent | Posted): Sent {
  if (sent.ok) return { ok: true }
  const { searchParams, pathname } = new URL(url)
  const keys = [url, pathname.length > 8 ? pathname : '', ...searchParams.values(), secret ?? '']
  const error = keys
    .filter(key => key.length > 3)
    .reduce((text, key) => text.replaceAll(key, '…'), sent.error)
  return { ...sent, error }
}

const whole = (site: string, path: string | null) => (path === null ? null : new URL(path, site).href)

async function outgoing({ db, site }: Carrying, row: OutboxTable): Promise<Outgoing> {
  const facts: Facts = JSON.parse(row.facts)
  return {
    id: row.id,
    event: row.event,
    language: row.language,
    title: row.title,
    text: row.text,
    createdAt: row.created_at,
    url: whole(site, row.path),
    openPage: (await readWords(db, row.language)).channels.openPage,
    facts,
  }
}

const unset: Sent = { ok: false, error: 'SMTP is not set', final: true }

async function mail(deps: Carrying, row: OutboxTable): Promise<Sent | 'dropped'> {
  if (!deps.mailer) return unset
  const to = row.person_id === null ? undefined : await deps.recipientOf(row.person_id, row.event === 'test')
  if (!to) return 'dropped'
  const { title, text, language } = row
  const words = await readWords(deps.db, language)
  const page = {
    title,
    text,
    language,
    url: whole(deps.site, row.path),
    button: words.channels.openPage,
    words,
    organisation: await organisationOf(deps.db),
    settings: whole(deps.site, '/account'),
  }
  return deps.mailer({ id: row.id, to, subject: title, text: mailText(page), html: mailHtml(page) })
}

async function mailReset(deps: Carrying, row: OutboxTable): Promise<Sent | 'dropped'> {
  const { login = '' }: Facts = JSON.parse(row.facts)
  if (!deps.mailer) return unset
  const letter = await deps.resetLetter(login)
  if (!letter) return 'dropped'
  const words = await readWords(deps.db, row.language)
  const { channels } = words
  const page = {
    title: channels.resetTitle,
    text: [channels.resetLead, channels.resetNotYou].join('\n'),
    language: row.language,
    url: whole(deps.site, letter.path),
    button: channels.resetButton,
    words,
    organisation: await organisationOf(deps.db),
    settings: null,
  }
  const mail = { to: letter.to, subject: page.title, text: mailText(page), html: mailHtml(page) }
  return deps.mailer({ id: row.id, ...mail })
}

async function organisationOf(db: Database): Promise<string> {
  return (await db.selectFrom('organisation').select('name').executeTakeFirst())?.name ?? ''
}
