/**
 * 签审: the signatures that a report asks for before a section counts as submitted.
 *
 * 1. One signature of each role a round, in the order of shared/report.ts; the last one submits the section.
 * 2. A signer needs no account: a personal link, good for one round and one role, shows the 来稿 as submitted and
 *    takes 同意, or a refusal with a reason, which returns the section. Looking at it uses nothing up.
 * 3. What was signed on paper or by telephone is recorded (代签): who signed, by what medium, a photo if there is
 *    one, and who recorded it.
 * 4. Unknown, superseded, used and expired links look the same from outside.
 */
import type { BodyOf, Report, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId, newSecret } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { accessTo, type Actor, mayCollectSignature } from '../../shared/permissions.ts'
import { isClosed, nextSigner, type SignerRole, statusAfter } from '../../shared/report.ts'
import { readOrganisation } from '../accounts/departments.ts'
import { timestamp } from '../ops/deps.ts'
import { hashSecret } from '../ops/secrets.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import { changing, changingReport } from './changing.ts'
import type { ReportDeps } from './deps.ts'
import { type LoadedReport, loadReport, type PlacedSection } from './rows.ts'
import { decideSignature, showAwaited, sign, signedRoles } from './signing.ts'
import { refuseStep } from './steps.ts'

type Awaited = { readonly section: PlacedSection; readonly role: SignerRole }

/** The section and whose turn it is, if this person may collect a signature there. */
async function findTurn(
  tx: Database,
  actor: Actor,
  report: LoadedReport,
  sectionId: string,
): Promise<Outcome<Awaited>> {
  const section = report.sections.find(({ id }) => id === sectionId)
  if (!section) return refuse('not-found')
  const access = accessTo(report, section)
  if (!mayCollectSignature(actor, access)) return refuseStep(actor, access, mayCollectSignature)
  const role = nextSigner(report.signoff, await signedRoles(tx, section))
  return role === undefined ? refuse('conflict') : done({ section, role })
}

/** A new link for the next signer; the one before it ends. */
export async function createSignatureLink(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  { signer }: BodyOf<'createSignatureLink'>,
): Promise<Outcome<ResponseOf<'createSignatureLink'>>> {
  const secret = newSecret(deps.random)
  const outcome = await changing(deps, actor, reportId, async (tx, report) => {
    const turn = await findTurn(tx, actor, report, sectionId)
    if (!turn.ok) return turn
    const { section, role } = turn.value
    await tx.deleteFrom('signature_links').where('section_id', '=', sectionId).execute()
    const id = newId(deps.random)
    const expiresAt = timestamp(deps.clock, limits.signatureLinkDays)
    await tx
      .insertInto('signature_links')
      .values({
        id,
        section_id: sectionId,
        round: section.rounds,
        role,
        signer,
        secret_hash: hashSecret(secret),
        created_by: actor.id,
        created_at: timestamp(deps.clock),
        expires_at: expiresAt,
      })
      .execute()
    const act = { action: 'section.sign-link' as const, subjectId: sectionId, after: { role, signer } }
    return done({ act, value: { link: `/sign#${secret}`, role, expiresAt } })
  })
  return outcome.ok ? done(outcome.value.value) : outcome
}

/** 代签: a signature that was given otherwise. */
export async function recordSignature(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  { signer, medium, note = '', attachmentId }: BodyOf<'recordSignature'>,
): Promise<Outcome<Report>> {
  return changingReport(deps, actor, reportId, async (tx, report) => {
    const turn = await findTurn(tx, actor, report, sectionId)
    if (!turn.ok) return turn
    const { section, role } = turn.value
    if (attachmentId !== undefined && !(await attachmentExists(tx, sectionId, attachmentId)))
      return refuse('bad-request', { attachmentId })
    await sign(tx, deps, report, section, {
      role,
      signer,
      medium,
      note,
      recordedBy: actor.id,
      attachmentId: attachmentId ?? null,
    })
    const act = {
      action: 'section.sign' as const,
      subjectId: sectionId,
      after: { role, signer, medium, note },
    }
    return done({ act, grants: [sectionId], value: null })
  })
}

async function attachmentExists(tx: Database, sectionId: string, attachmentId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('attachments')
    .select('id')
    .where('id', '=', attachmentId)
    .where('section_id', '=', sectionId)
    .executeTakeFirst()
  return row !== undefined
}

type Linked = Awaited & { readonly report: LoadedReport; readonly signer: string }

/** What a link is good for: its section still waits for this role in this round. */
async function findByLink(
  db: Database,
  { clock }: Pick<ReportDeps, 'clock'>,
  secret: string,
): Promise<Linked | undefined> {
  const link = await db
    .selectFrom('signature_links')
    .innerJoin('sections', 'sections.id', 'signature_links.section_id')
    .selectAll('signature_links')
    .select('sections.report_id')
    .where('secret_hash', '=', hashSecret(secret))
    .where('expires_at', '>', timestamp(clock))
    .executeTakeFirst()
  const report = link && (await loadReport(db, link.report_id))
  const section = report?.sections.find(({ id }) => id === link?.section_id)
  if (!link || !report || !section || section.rounds !== link.round) return undefined
  if (isClosed(report.stage) || statusAfter(section.status, 'sign') === undefined) return undefined
  const role = nextSigner(report.signoff, await signedRoles(db, section))
  return role === link.role ? { report, section, role, signer: link.signer } : undefined
}

export async function peekSignature(
  deps: ReportDeps,
  { token }: BodyOf<'peekSignature'>,
): Promise<Outcome<ResponseOf<'peekSignature'>>> {
  const linked = await findByLink(deps.db, deps, token)
  const organisation = await readOrganisation(deps.db)
  if (!linked || !organisation) return refuse('link-expired')
  const shown = await showAwaited(deps.db, linked, linked.signer)
  return shown ? done({ organisation: organisation.name, ...shown }) : refuse('link-expired')
}

/** 同意, or a refusal with a reason, by a link. */
export async function signByLink(
  deps: ReportDeps,
  { token, verdict, reason }: BodyOf<'signByLink'>,
): Promise<Outcome<Record<string, never>>> {
  return inTransaction(deps, async (tx, tell) => {
    const linked = await findByLink(tx, deps, token)
    if (!linked) return refuse('link-expired')
    if (verdict === 'refuse' && reason === undefined) return refuse('reason-needed')
    const { report, section, role, signer } = linked
    const given = { role, signer, medium: 'link' as const, reason, personId: null }
    const revision = await decideSignature(tx, deps, { report, section }, { verdict, ...given })
    tell({ type: 'report', reportId: report.id, revision })
    tell({ type: 'grants', reportId: report.id })
    return done({})
  })
}
