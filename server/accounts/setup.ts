/**
 * The first start: organisation, departments and the first person, who is administrator and coordinator.
 * It happens once: the organisation's row has one possible key, and everything is one transaction.
 */
import { hashPassword } from 'better-auth/crypto'
import type { BodyOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { usualLabel } from '../../shared/i18n/departments.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Deps, timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import { insertDepartment, readOrganisation } from './departments.ts'
import { insertPerson } from './people.ts'
import { judgePassword } from './password-rules.ts'
import { issueSetupLink, useSetupLink } from './personal-links.ts'

export type FirstStart = Omit<BodyOf<'setUp'>, 'token'>

/** The path of a fresh set-up link, or undefined when the first start is done. */
export async function offerSetup(deps: Deps): Promise<string | undefined> {
  const outcome = await inTransaction(deps, async tx =>
    (await readOrganisation(tx)) ? refuse('already-set-up') : done(await issueSetupLink(tx, deps)),
  )
  return outcome.ok ? outcome.value : undefined
}

/** Answers the first person's id. */
export async function setUp(deps: Deps, { token, ...first }: BodyOf<'setUp'>): Promise<Outcome<string>> {
  const judged = judgeFirst(first)
  if (!judged.ok) return judged
  const passwordHash = await hashPassword(first.password)
  return inTransaction(deps, async tx => {
    if (await readOrganisation(tx)) return refuse('already-set-up')
    if (!(await useSetupLink(tx, deps, token))) return refuse('link-expired')
    return insertFirst(tx, deps, first, passwordHash)
  })
}

/** The first start from the command line, where access to the data directory is proof enough. */
export async function initialise(deps: Deps, first: FirstStart): Promise<Outcome<string>> {
  const judged = judgeFirst(first)
  if (!judged.ok) return judged
  const passwordHash = await hashPassword(first.password)
  return inTransaction(deps, async tx =>
    (await readOrganisation(tx)) ? refuse('already-set-up') : insertFirst(tx, deps, first, passwordHash),
  )
}

const judgeFirst = ({ password, name, username, email, organisation }: FirstStart) =>
  judgePassword(password, [name, username, email, organisation])

async function insertFirst(
  tx: Database,
  deps: Deps,
  first: FirstStart,
  passwordHash: string,
): Promise<Outcome<string>> {
  const { organisation, departments, departmentLabel = usualLabel, name, username, email = null } = first
  await tx
    .insertInto('organisation')
    .values({
      id: 1,
      name: organisation,
      department_label: departmentLabel,
      created_at: timestamp(deps.clock),
    })
    .execute()
  await writeAudit(tx, deps, { personId: null, action: 'organisation.create', after: { name: organisation } })
  for (const department of departments) {
    const inserted = await insertDepartment(tx, deps, null, department)
    if (!inserted.ok) return inserted
  }
  return insertPerson(tx, deps, null, {
    name,
    username,
    email,
    passwordHash,
    role: 'coordinator',
    isAdministrator: true,
    departmentIds: [],
  })
}
