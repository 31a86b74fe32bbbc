/**
 * 签审 with one's own account: 部门负责人 and 分管领导 find under 我的任务 what waits for them, and sign or refuse.
 *
 * 1. The right is the office alone (heads and leader of the department that speaks for the section), whatever
 *    the person's role: a leader sees this one 来稿 also of a report that is not theirs to read.
 * 2. A verdict names the round that was read: what was recalled and submitted anew is not signed unseen.
 */
import type { BodyOf, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { accessTo, type Actor, holdsOffice, mayReadReport, maySign } from '../../shared/permissions.ts'
import { nextSigner, type SignerRole, signerRoles } from '../../shared/report.ts'
import { readOrganisation } from '../accounts/departments.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { type LoadedReport, loadReport, type PlacedSection } from './rows.ts'
import { decideSignature, showAwaited, signedRoles } from './signing.ts'

type Awaited = {
  readonly report: LoadedReport
  readonly section: PlacedSection
  readonly role: SignerRole
}

/** The departments of which somebody is head, or leader. */
export type Offices = Readonly<Record<SignerRole, readonly string[]>>

export async function readOffices(db: Database, personId: string): Promise<Offices> {
  const heads = await db
    .selectFrom('department_heads')
    .select('department_id')
    .where('person_id', '=', personId)
    .execute()
  const leads = await db.selectFrom('departments').select('id').where('leader_id', '=', personId).execute()
  return { head: heads.map(row => row.department_id), leader: leads.map(row => row.id) }
}

async function findMine(
  db: Database,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<Awaited>> {
  const report = await loadReport(db, reportId)
  const section = report?.sections.find(({ id }) => id === sectionId)
  if (!report || !section) return refuse('not-found')
  return findTurn(db, actor, await readOffices(db, actor.id), { report, section })
}

async function findTurn(
  db: Database,
  actor: Actor,
  offices: Offices,
  { report, section }: Omit<Awaited, 'role'>,
): Promise<Outcome<Awaited>> {
  const access = accessTo(report, section)
  if (!signerRoles.some(role => holdsOffice(offices[role], access)))
    return refuse(mayReadReport(actor, report) ? 'forbidden' : 'not-found')
  const role = nextSigner(report.signoff, await signedRoles(db, section))
  if (role === undefined || !maySign(offices[role], access)) return refuse('conflict')
  return done({ report, section, role })
}

export async function readSignature(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<ResponseOf<'getSignature'>>> {
  const mine = await findMine(deps.db, actor, reportId, sectionId)
  if (!mine.ok) return mine
  const { section } = mine.value
  const organisation = await readOrganisation(deps.db)
  const shown = await showAwaited(deps.db, mine.value, await nameOf(deps.db, actor))
  if (!shown || !organisation) return refuse('conflict')
  return done({ organisation: organisation.name, ...shown, round: section.rounds })
}

export async function signSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  { round, verdict, reason }: BodyOf<'signSection'>,
): Promise<Outcome<Record<string, never>>> {
  return inTransaction(deps, async (tx, tell) => {
    const mine = await findMine(tx, actor, reportId, sectionId)
    if (!mine.ok) return mine
    const { role, ...place } = mine.value
    if (place.section.rounds !== round) return refuse('conflict')
    if (verdict === 'refuse' && reason === undefined) return refuse('reason-needed')
    const given = { role, signer: await nameOf(tx, actor), medium: 'account' as const, reason }
    const revision = await decideSignature(tx, deps, place, { verdict, ...given, personId: actor.id })
    tell({ type: 'report', reportId, revision })
    tell({ type: 'grants', reportId })
    return done({})
  })
}

/** What waits for this person's signature, over all reports, the longest waiting first. */
export async function listMySignatures(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
): Promise<Outcome<ResponseOf<'listMySignatures'>>> {
  const offices = await readOffices(db, actor.id)
  if (offices.head.length + offices.leader.length === 0) return done([])
  const waiting = await db
    .selectFrom('sections')
    .innerJoin('submissions', join =>
      join
        .onRef('submissions.section_id', '=', 'sections.id')
        .onRef('submissions.round', '=', 'sections.rounds'),
    )
    .innerJoin('persons', 'persons.id', 'submissions.person_id')
    .select(['sections.id', 'sections.report_id', 'submissions.at', 'submissions.words', 'persons.name'])
    .where('sections.status', '=', 'awaiting_signoff')
    .where('sections.deleted_at', 'is', null)
    .execute()
  const list: ResponseOf<'listMySignatures'> = []
  for (const [reportId, rows] of Map.groupBy(waiting, row => row.report_id)) {
    const report = await loadReport(db, reportId)
    for (const { id, at, words, name } of rows) {
      const section = report?.sections.find(one => one.id === id)
      const turn = report && section && (await findTurn(db, actor, offices, { report, section }))
      if (!turn?.ok) continue
      list.push({
        reportId,
        reportTitle: turn.value.report.title,
        sectionId: id,
        number: turn.value.section.number,
        heading: turn.value.section.heading,
        role: turn.value.section.role,
        signAs: turn.value.role,
        submittedBy: name,
        submittedAt: at,
        words,
      })
    }
  }
  return done(list.toSorted((a, b) => a.submittedAt.localeCompare(b.submittedAt)))
}

async function nameOf(db: Database, { id }: Actor): Promise<string> {
  return (await db.selectFrom('persons').select('name').where('id', '=', id).executeTakeFirstOrThrow()).name
}
