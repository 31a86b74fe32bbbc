/** What a page needs to know first: who is signed in, where, and whether the first start is done. */
import type { Me } from '../../shared/api.ts'
import { readSetting } from '../ops/settings.ts'
import type { Printing } from '../paper/printing.ts'
import type { AccountDeps } from './deps.ts'
import { readOrganisation } from './departments.ts'
import { readPerson } from './person-rows.ts'

export async function readMe(
  { db, identity, outgoing, printing }: AccountDeps & { readonly printing: Pick<Printing, 'available'> },
  personId: string | undefined,
): Promise<Me> {
  return {
    person: personId === undefined ? null : ((await readPerson(db, personId)) ?? null),
    organisation: (await readOrganisation(db)) ?? null,
    installationId: identity.installationId,
    sampleLoaded: (await readSetting(db, 'sample-report')) !== undefined,
    pdf: printing.available,
    resetByMail: outgoing.mailFrom !== undefined,
  }
}
