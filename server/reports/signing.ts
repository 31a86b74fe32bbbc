/**
 * A signature as it is given, whatever the way: by a link, with an account, or recorded for the signer. What is
 * shown before, what is written after, and whose turn comes next. The last one submits the section; a refusal
 * returns it.
 */
import type { ResponseOf } from '../../shared/api.ts'
import { newId } from '../../shared/ids.ts'
import { nextSigner, type SignatureMedium, type SignerRole, statusAfter } from '../../shared/report.ts'
import { writeAudit } from '../ops/audit.ts'
import { timestamp } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import { raiseRevision } from './changing.ts'
import { keepReturn } from './decisions.ts'
import type { ReportDeps } from './deps.ts'
import { raiseGrants } from './grants.ts'
import { tellOfSigner } from './messages.ts'
import { readText } from './rounds.ts'
import type { LoadedReport, PlacedSection } from './rows.ts'
import { setStatus } from './steps.ts'

export async function signedRoles(tx: Database, section: PlacedSection): Promise<SignerRole[]> {
  const rows = await tx
    .selectFrom('signatures')
    .select('role')
    .where('section_id', '=', section.id)
    .where('round', '=', section.rounds)
    .execute()
  return rows.map(({ role }) => role)
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
export async function sign(
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
  const said = { kind: 'signed' as const, signer, reason: note, recordedBy, submits, signed }
  await tellOfSigner(tx, deps, { report, section, ...said })
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

type Awaited = {
  readonly report: LoadedReport
  readonly section: PlacedSection
  readonly role: SignerRole
}

/** The 来稿 that a signature is asked for, as it was submitted; undefined where there is none. */
export async function showAwaited(
  db: Database,
  { report, section, role }: Awaited,
  signer: string,
): Promise<Omit<ResponseOf<'peekSignature'>, 'organisation'> | undefined> {
  const submission = await db
    .selectFrom('submissions')
    .innerJoin('persons', 'persons.id', 'submissions.person_id')
    .select(['submissions.text', 'submissions.words', 'submissions.at', 'submissions.nil', 'persons.name'])
    .where('section_id', '=', section.id)
    .where('round', '=', section.rounds)
    .executeTakeFirst()
  if (!submission) return undefined
  const leadId = section.effectiveLeadId
  const department =
    leadId === null
      ? undefined
      : await db.selectFrom('departments').select('name').where('id', '=', leadId).executeTakeFirst()
  return {
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
  }
}

type Verdict = {
  readonly verdict: 'sign' | 'refuse'
  readonly role: SignerRole
  readonly signer: string
  readonly medium: 'link' | 'account'
  readonly reason: string | undefined
  /** Null: by a link, without an account. */
  readonly personId: string | null
}

/** 同意, or a refusal with a reason, by the signer; answers the report's new revision. */
export async function decideSignature(
  tx: Database,
  deps: ReportDeps,
  { report, section }: { readonly report: LoadedReport; readonly section: PlacedSection },
  { verdict, role, signer, medium, reason, personId }: Verdict,
): Promise<number> {
  if (verdict === 'sign') {
    const signature = { role, signer, medium, note: reason ?? '', attachmentId: null }
    await sign(tx, deps, report, section, { ...signature, recordedBy: personId })
  } else {
    const given = { person_id: personId, by_name: signer, reason: reason ?? '', notes: '[]' }
    await keepReturn(tx, deps, section, { kind: 'refused', ...given })
    await tx.deleteFrom('signature_links').where('section_id', '=', section.id).execute()
    await setStatus(tx, section.id, 'returned', { returnReason: given.reason })
    const said = { kind: 'refused' as const, signer, reason: given.reason, submits: false, signed: [] }
    await tellOfSigner(tx, deps, { report, section, ...said, recordedBy: personId })
  }
  await raiseGrants(tx, [section.id])
  await writeAudit(tx, deps, {
    personId,
    action: verdict === 'sign' ? 'section.sign' : 'section.sign-refuse',
    reportId: report.id,
    subjectId: section.id,
    after: { role, signer, medium, ...(reason === undefined ? {} : { reason }) },
  })
  return raiseRevision(tx, deps, report.id)
}
