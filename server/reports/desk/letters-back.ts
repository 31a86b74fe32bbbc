/**
 * Whose the letters are that the desk puts into a text: rows of text_origins, written with the edit.
 *
 * The letters of a piece and of its copy are the same ones in the same order; each keeps its source, and the
 * section's own first text is the department's that handed it in.
 */
import { eachLetter, type Letters } from '../../../shared/schema/letters.ts'
import type { Database } from '../../store/store.ts'
import type { TextOriginTable } from '../../store/tables/texts.ts'
import type { Source, Sources } from '../letter-sources.ts'

export type Origin = Omit<TextOriginTable, 'section_id'>

/** `sourceAs` completes a source by what is known of the whole piece. */
export function originsOf(
  old: readonly Letters[],
  copied: readonly Letters[],
  sources: Sources,
  sourceAs: (source: Source | undefined) => Source,
): Origin[] {
  const origins: Origin[] = []
  const olds = eachLetter(old)
  for (const { client, clock } of eachLetter(copied)) {
    const before = olds.next().value
    const source = sourceAs(before && sources.at(before.client, before.clock)?.source)
    const last = origins.at(-1)
    if (last && last.client === client && last.clock + last.length === clock && isSame(last, source))
      origins[origins.length - 1] = { ...last, length: last.length + 1 }
    else origins.push(originOf(client, clock, source))
  }
  return origins
}

function originOf(client: number, clock: number, source: Source): Origin {
  return {
    client,
    clock,
    length: 1,
    person_id: source.personId,
    name: source.name,
    department_id: source.departmentId,
    at: source.at,
    submission_id: source.submissionId,
    material_id: source.materialId,
    from_section_id: source.fromSectionId ?? '',
  }
}

const isSame = (origin: Origin, source: Source) =>
  origin.person_id === source.personId &&
  origin.name === source.name &&
  origin.department_id === source.departmentId &&
  origin.at === source.at &&
  origin.submission_id === source.submissionId &&
  origin.material_id === source.materialId &&
  origin.from_section_id === (source.fromSectionId ?? '')

/** In the transaction that stores the edit. */
export async function storeOrigins(
  tx: Database,
  sectionId: string,
  origins: readonly Origin[],
): Promise<void> {
  // SQLite binds a bounded number of values in one statement.
  for (let at = 0; at < origins.length; at += 50)
    await tx
      .insertInto('text_origins')
      .values(origins.slice(at, at + 50).map(origin => ({ ...origin, section_id: sectionId })))
      .execute()
}
