/**
 * The frame of every step of a section's status: right, state, change, audit, and the grants that make it hold
 * on open connections, in one transaction. Steps are those of shared/report.ts, rights those of
 * shared/permissions.ts: a wrong state is a conflict, a wrong person forbidden.
 */
import type { Report } from '../../shared/api.ts'
import type { AuditAction } from '../../shared/audit.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { accessTo, type Actor, type SectionAccess } from '../../shared/permissions.ts'
import { type Status, type StatusStep, statusAfter, statuses } from '../../shared/report.ts'
import type { Database } from '../store/store.ts'
import { changingReport } from './changing.ts'
import type { ReportDeps } from './deps.ts'
import { tellOfStep } from './messages.ts'
import type { LoadedReport, PlacedSection } from './rows.ts'
import { freezeVersion } from './versions.ts'

export type MayStep = (actor: Actor, section: SectionAccess) => boolean

/** What a section's row becomes by a step. */
type Becoming = { readonly returnReason?: string | null; readonly rounds?: number }

export type Step = {
  readonly action: AuditAction
  readonly may: MayStep
  /** The machine's step; submitting asks the report which of two it is. */
  readonly step: (report: LoadedReport) => StatusStep
  /** What else the step writes and refuses, in its transaction. */
  readonly write: (tx: Database, section: PlacedSection, report: LoadedReport) => Promise<Outcome<Becoming>>
  readonly told?: Readonly<Record<string, unknown>>
}

/** Conflict if the person could take this step in some other state, else forbidden. */
export function refuseStep(actor: Actor, access: SectionAccess, may: MayStep) {
  const everBy = statuses.some(status => may(actor, { ...access, status, stage: 'drafting' }))
  return refuse(everBy ? 'conflict' : 'forbidden')
}

type StepAct = {
  readonly action: AuditAction
  readonly subjectId: string
  readonly before: { readonly status: Status }
  readonly after: Readonly<Record<string, unknown>>
}

export async function takeStep(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionIds: readonly string[],
  step: Step,
): Promise<Outcome<Report>> {
  return changingReport(deps, actor, reportId, async (tx, report) => {
    const acts: StepAct[] = []
    for (const sectionId of sectionIds) {
      const section = report.sections.find(({ id }) => id === sectionId)
      if (!section) return refuse('not-found')
      const access = accessTo(report, section)
      if (!step.may(actor, access)) return refuseStep(actor, access, step.may)
      const status = statusAfter(section.status, step.step(report))
      if (status === undefined) return refuse('conflict')
      const written = await step.write(tx, section, report)
      if (!written.ok) return written
      await setStatus(tx, sectionId, status, written.value)
      const before = { status: section.status }
      await tellOfStep(tx, deps, {
        action: step.action,
        status,
        report,
        section,
        actorId: actor.id,
        reason: step.told?.reason,
      })
      acts.push({ action: step.action, subjectId: sectionId, before, after: { status, ...step.told } })
    }
    const submits = step.action === 'section.submit' || step.action === 'section.enter'
    if (submits)
      await freezeVersion(tx, deps, actor, report, { kind: 'submission', sectionId: sectionIds[0] })
    return done({ act: acts, grants: sectionIds, value: null })
  })
}

export async function setStatus(
  tx: Database,
  sectionId: string,
  status: Status,
  { returnReason = null, rounds }: Becoming = {},
): Promise<void> {
  await tx
    .updateTable('sections')
    .set({ status, return_reason: returnReason, ...(rounds === undefined ? {} : { rounds }) })
    .where('id', '=', sectionId)
    .execute()
}
