/**
 * Whom a comment names (@), and whom it is told: those it names, and who has spoken in its thread before. Nobody
 * is named who may not see the report's threads; nobody is told of their own words, or twice of the same.
 */
import type { Mentionable } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, holders, mayReadThreads } from '../../shared/permissions.ts'
import { readActingPeople, readPeople } from '../accounts/person-rows.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { deciders, idsBut, writeMessages, writers } from './messages.ts'
import type { LoadedReport, PlacedSection } from './rows.ts'

export type Spoken = {
  readonly report: LoadedReport
  /** Undefined: deleted. */
  readonly section: PlacedSection | undefined
  readonly commentId: string
  readonly text: string
}

export async function readMentionable(db: Database, report: LoadedReport): Promise<Mentionable[]> {
  const people = await readPeople(db)
  return people
    .filter(person => person.active && mayReadThreads(person, report))
    .map(({ id, name, departmentIds }) => ({ id, name, departmentIds }))
}

/** Answers who was not named before. */
export async function setMentions(
  tx: Database,
  actor: Actor,
  { report, commentId }: Spoken,
  personIds: readonly string[],
): Promise<Outcome<string[]>> {
  const wanted = [...new Set(personIds)]
  const rows = await tx
    .selectFrom('comment_mentions')
    .select('person_id')
    .where('comment_id', '=', commentId)
    .execute()
  const known = new Set(rows.map(row => row.person_id))
  // Who is named already stays named, also when they have left or may not see the report any more.
  const fresh = wanted.filter(id => !known.has(id))
  const people = await readActingPeople(tx, fresh)
  const mayAll = fresh.every(id => {
    const person = people.get(id)
    return person && mayReadThreads(person.actor, report)
  })
  if (!mayAll) return refuse('bad-request')
  await tx.deleteFrom('comment_mentions').where('comment_id', '=', commentId).execute()
  if (wanted.length > 0)
    await tx
      .insertInto('comment_mentions')
      .values(wanted.map(id => ({ comment_id: commentId, person_id: id })))
      .execute()
  return done(fresh.filter(id => id !== actor.id))
}

type ToWhom = { readonly mentioned: readonly string[]; readonly participants: readonly string[] }

export async function tellOfComment(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  { report, section, commentId, text }: Spoken,
  { mentioned, participants }: ToWhom,
): Promise<void> {
  const others = [...new Set(participants)].filter(id => id !== actor.id && !mentioned.includes(id))
  const people = await readActingPeople(tx, [actor.id, ...others])
  const listening = others.filter(id => {
    const person = people.get(id)
    return person && mayReadThreads(person.actor, report)
  })
  const params = { by: people.get(actor.id)?.name ?? '', reason: excerpt(text) }
  const told = { report, ...(section && { section }), moment: commentId, params }
  await writeMessages(tx, deps, mentioned, { kind: 'mentioned', ...told })
  await writeMessages(tx, deps, listening, { kind: 'replied', ...told })
}

/** 领导批示: to who writes the section, and to who decides about it. */
export async function tellOfMark(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  { report, section, commentId, text }: Spoken,
  leader: string,
): Promise<void> {
  const people = await readPeople(tx)
  const concerned = [...(section ? writers(people, holders(section)) : []), ...deciders(people)]
  const by = people.find(({ id }) => id === actor.id)?.name ?? ''
  const params = { by, reason: excerpt(`${leader}：${text}`) }
  const told = { kind: 'marked' as const, report, ...(section && { section }), moment: commentId, params }
  await writeMessages(tx, deps, [...new Set(idsBut(concerned, actor.id))], told)
}

const excerptMost = 60

function excerpt(text: string): string {
  const letters = Array.from(text.replaceAll('\n', ' '))
  return letters.length <= excerptMost ? letters.join('') : `${letters.slice(0, excerptMost).join('')}…`
}
