/**
 * Messages for the inbox and what goes out with them, written in the transaction of what they tell of. Whoever
 * did it is not told of it; who left, or was merged, is told of nothing.
 */
import type { Person } from '../../shared/api.ts'
import type { AuditAction } from '../../shared/audit.ts'
import type { MessageKind } from '../../shared/inbox.ts'
import { holders, mayLook, owes } from '../../shared/permissions.ts'
import { nextSigner, type SignerRole, type Status } from '../../shared/report.ts'
import { readPeople } from '../accounts/person-rows.ts'
import type { Database } from '../store/store.ts'
import { announce, type AnnounceDeps } from './announce.ts'
import { insertMessages, type Told } from './message-rows.ts'
import type { LoadedReport, PlacedSection } from './rows.ts'
import { readSigners } from './signers.ts'

type MessageDeps = AnnounceDeps

/** To people, and to the channels that carry it. */
export async function writeMessages(
  tx: Database,
  deps: MessageDeps,
  personIds: readonly string[],
  told: Told,
): Promise<void> {
  await insertMessages(tx, deps, personIds, told)
  await announce(tx, deps, [{ told, personIds }])
}

/** Who decides about 来稿. */
export const deciders = (people: readonly Person[]) =>
  people.filter(person => person.active && mayLook(person))

/** Who writes for these departments. */
export const writers = (people: readonly Person[], departmentIds: readonly string[]) =>
  people.filter(person => person.active && owes(person, { departmentIds }))

const kindOfStep: Partial<Record<AuditAction, MessageKind>> = {
  'section.submit': 'submitted',
  'section.recall': 'recalled',
  'section.return': 'returned',
  'section.accept': 'accepted',
  'section.reopen': 'reopened',
}

type StepTaken = {
  readonly action: AuditAction
  readonly status: Status
  readonly report: LoadedReport
  readonly section: PlacedSection
  readonly actorId: string
  readonly reason: unknown
}

/** One step of a section, to those whom it concerns. What still waits for a signature is nobody's to decide yet. */
export async function tellOfStep(
  tx: Database,
  deps: MessageDeps,
  { action, status, report, section, actorId, reason }: StepTaken,
): Promise<void> {
  const kind = kindOfStep[action]
  if (status === 'awaiting_signoff') return tellOfTurn(tx, deps, { report, section, signed: [], by: actorId })
  if (!kind) return
  const people = await readPeople(tx)
  const concerned =
    kind === 'submitted' || kind === 'recalled' ? deciders(people) : writers(people, holders(section))
  const by = people.find(({ id }) => id === actorId)?.name ?? ''
  await writeMessages(tx, deps, idsBut(concerned, actorId), {
    kind,
    report,
    section,
    // Rises with every step.
    moment: String(section.grants),
    params: { by, ...(typeof reason === 'string' ? { reason } : {}) },
  })
}

type Turn = {
  readonly report: LoadedReport
  readonly section: PlacedSection
  readonly signed: readonly SignerRole[]
  readonly by: string | null
}

/** To whoever holds the office that signs next and has an account. */
async function tellOfTurn(
  tx: Database,
  deps: MessageDeps,
  { report, section, signed, by }: Turn,
): Promise<void> {
  const role = nextSigner(report.signoff, signed)
  if (role === undefined) return
  const ids = (await readSigners(tx, report, section))[role]
  const people = await readPeople(tx)
  const signers = people.filter(person => person.active && ids.includes(person.id))
  const moment = `${section.grants}`
  await writeMessages(tx, deps, idsBut(signers, by), { kind: 'toSign', report, section, moment })
}

type SignerSaid = {
  readonly kind: 'signed' | 'refused'
  readonly report: LoadedReport
  readonly section: PlacedSection
  readonly signer: string
  readonly reason: string
  /** Who recorded it, if it came by no link. */
  readonly recordedBy: string | null
  /** It was the last signature, which submits the section. */
  readonly submits: boolean
  /** The signatures of this round. */
  readonly signed: readonly SignerRole[]
}

export async function tellOfSigner(
  tx: Database,
  deps: MessageDeps,
  { kind, report, section, signer, reason, recordedBy, submits, signed }: SignerSaid,
): Promise<void> {
  const people = await readPeople(tx)
  const told = { report, section, moment: String(section.grants), params: { by: signer, reason } }
  await writeMessages(tx, deps, idsBut(writers(people, holders(section)), recordedBy), { ...told, kind })
  const deciding = idsBut(deciders(people), recordedBy)
  if (kind === 'refused') await writeMessages(tx, deps, deciding, { ...told, kind })
  if (kind === 'signed' && !submits) await tellOfTurn(tx, deps, { report, section, signed, by: recordedBy })
  if (submits) await writeMessages(tx, deps, deciding, { ...told, kind: 'submitted' })
}

export const idsBut = (people: readonly Person[], exceptId: string | null) =>
  people.map(({ id }) => id).filter(id => id !== exceptId)
