/**
 * What the coordinator decides about a 来稿: return it with a reason and notes at its sentences, accept it
 * (several at once, all or none), reopen what was accepted. Each return is kept; a new round asks every 协办 anew.
 */
import type { BodyOf, Report } from '../../shared/api.ts'
import { done, type Outcome } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { type Actor, mayAccept, mayReopen, mayReturn } from '../../shared/permissions.ts'
import { timestamp } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import type { ReturnTable } from '../store/tables/handing-in.ts'
import type { ReportDeps } from './deps.ts'
import type { PlacedSection } from './rows.ts'
import { takeStep } from './steps.ts'

type NewReturn = Pick<ReturnTable, 'kind' | 'person_id' | 'by_name' | 'reason' | 'notes'>

export async function keepReturn(
  tx: Database,
  { clock, random }: ReportDeps,
  section: PlacedSection,
  given: NewReturn,
): Promise<void> {
  await tx
    .insertInto('returns')
    .values({
      id: newId(random),
      section_id: section.id,
      round: section.rounds,
      at: timestamp(clock),
      ...given,
    })
    .execute()
  await tx.deleteFrom('section_ticks').where('section_id', '=', section.id).execute()
}

async function nameOf(tx: Database, personId: string): Promise<string> {
  const { name } = await tx
    .selectFrom('persons')
    .select('name')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  return name
}

/** Gives the section back to its authors. */
export async function returnSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  { reason, notes = [] }: BodyOf<'returnSection'>,
): Promise<Outcome<Report>> {
  return takeStep(deps, actor, reportId, [sectionId], {
    action: 'section.return',
    may: mayReturn,
    step: () => 'return',
    told: { reason, ...(notes.length > 0 ? { notes } : {}) },
    async write(tx, section) {
      await keepReturn(tx, deps, section, {
        kind: 'return',
        person_id: actor.id,
        by_name: await nameOf(tx, actor.id),
        reason,
        notes: JSON.stringify(notes),
      })
      return done({ returnReason: reason })
    },
  })
}

/** Opens what was accepted once more for its authors. */
export async function reopenSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  { reason }: BodyOf<'reopenSection'>,
): Promise<Outcome<Report>> {
  return takeStep(deps, actor, reportId, [sectionId], {
    action: 'section.reopen',
    may: mayReopen,
    step: () => 'reopen',
    told: { reason },
    async write(tx, section) {
      await keepReturn(tx, deps, section, {
        kind: 'reopen',
        person_id: actor.id,
        by_name: await nameOf(tx, actor.id),
        reason,
        notes: '[]',
      })
      return done({ returnReason: reason })
    },
  })
}

/** All of them or none: one that cannot be accepted (any more) is a conflict. */
export async function acceptSections(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionIds: readonly string[],
): Promise<Outcome<Report>> {
  return takeStep(deps, actor, reportId, [...new Set(sectionIds)], {
    action: 'section.accept',
    may: mayAccept,
    step: () => 'accept',
    write: async () => done({}),
  })
}
