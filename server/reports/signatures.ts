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
import { nextSigner, type SignatureMedium, type SignerRole, statusAfter } from '../../shared/report.ts'
import { readOrganisation } from '../accounts/departments.ts'
import { writeAudit } from '../ops/audit.ts'
import { timestamp } from '../ops/deps.ts'
import { hashSecret } from '../ops/secrets.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import { changing, changingReport, raiseRevision } from './changing.ts'
import { keepReturn } from './decisions.ts'
import type { ReportDeps } from './deps.ts'
import { raiseGrants } from './grants.ts'
import { tellOfSigner } from './messages.ts'
import { type LoadedReport, loadReport, type PlacedSection } from './rows.ts'
import { readText } from './rounds.ts'
import { refuseStep, setStatus } from './steps.ts'

async function signedRoles(tx: Database, section: PlacedSection): Promise<SignerRole[]> {
  const rows = await tx
    .selectFrom('signatures')
    .select('role')
    .where('section_id', '=', section.id)
    .where('round', '=', section.rounds)
    .execute()
  return rows.map(({ role }) => role)
}

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

type Signature = {
  readonly role: SignerRole
  readonly signer: string
  readonly medium: SignatureMedium
  readonly note: string
  readonly recordedBy: string | null
  readonly attachmentId: string | null
}

/** Writes the signature; the last one submits the section. */
async function sign(
  tx: Database,
  deps: ReportDeps,
  report: LoadedReport,
  section: PlacedSection,
  { role, signer, medium, note, recordedBy, attachmentId }: Signature,
): Promise<void> {
  const signed = [...(await signedRoles(tx, section)), role]
  await tx
    .insertInto('signatures')
    .values({
      id: newId(deps.random),
      section_id: section.id,
      round: section.rounds,
      role,
      signer,
      medium,
      at: timestamp(deps.clock),
      note,
      recorded_by: recordedBy,
      attachment_id: attachmentId,
    })
    .execute()
  await tx.deleteFrom('signature_links').where('section_id', '=', section.id).execute()
  const status = statusAfter(section.status, 'sign')
  const submits = nextSigner(report.signoff, signed) === undefined && status !== undefined
  if (submits) await setStatus(tx, section.id, status)
  const said = { kind: 'signed' as const, signer, reason: note, recordedBy, submits }
  await tellOfSigner(tx, deps, { report, section, ...said })
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

/** A report that now asks for fewer signatures has some sections signed already. */
export async function settleSignatures(tx: Database, report: LoadedReport): Promise<string[]> {
  const settled: string[] = []
  for (const section of report.sections) {
    const status = statusAfter(section.status, 'sign')
    if (!status || nextSigner(report.signoff, await signedRoles(tx, section)) !== undefined) continue
    await setStatus(tx, section.id, status)
    settled.push(section.id)
  }
  return settled
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
  if (statusAfter(section.status, 'sign') === undefined) return undefined
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
  const { report, section, role, signer } = linked
  const submission = await deps.db
    .selectFrom('submissions')
    .innerJoin('persons', 'persons.id', 'submissions.person_id')
    .select(['submissions.text', 'submissions.words', 'submissions.at', 'submissions.nil', 'persons.name'])
    .where('section_id', '=', section.id)
    .where('round', '=', section.rounds)
    .executeTakeFirst()
  if (!submission) return refuse('link-expired')
  const department =
    section.effectiveLeadId === null
      ? undefined
      : await deps.db
          .selectFrom('departments')
          .select('name')
          .where('id', '=', section.effectiveLeadId)
          .executeTakeFirst()
  return done({
    organisation: organisation.name,
    department: department?.name ?? null,
    reportTitle: report.title,
    heading: section.heading,
    number: section.number,
    role,
    signer,
    submittedBy: submission.name,
    submittedAt: submission.at,
    nil: submission.nil === 1,
    words: submission.words,
    text: readText(submission.text),
  })
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
    if (verdict === 'sign') {
      const signature = { role, signer, note: reason ?? '', recordedBy: null, attachmentId: null }
      await sign(tx, deps, report, section, { ...signature, medium: 'link' })
    } else {
      const given = { person_id: null, by_name: signer, reason: reason ?? '', notes: '[]' }
      await keepReturn(tx, deps, section, { kind: 'refused', ...given })
      await tx.deleteFrom('signature_links').where('section_id', '=', section.id).execute()
      await setStatus(tx, section.id, 'returned', { returnReason: given.reason })
      const said = {
        kind: 'refused' as const,
        signer,
        reason: given.reason,
        recordedBy: null,
        submits: false,
      }
      await tellOfSigner(tx, deps, { report, section, ...said })
    }
    await raiseGrants(tx, [section.id])
    await writeAudit(tx, deps, {
      personId: null,
      action: verdict === 'sign' ? 'section.sign' : 'section.sign-refuse',
      reportId: report.id,
      subjectId: section.id,
      after: { role, signer, medium: 'link', ...(reason === undefined ? {} : { reason }) },
    })
    const revision = await raiseRevision(tx, deps, report.id)
    tell({ type: 'report', reportId: report.id, revision })
    tell({ type: 'grants', reportId: report.id })
    return done({})
  })
}
