/** People of a browser test who act over HTTP: what is set up, and what is nobody's to see. */
import { expect } from '@playwright/test'
import type { Role } from '../../shared/permissions.ts'
import { type Caller, caller, cookieOf } from './caller.ts'
import { coordinator, readSeed, type RunningServer } from './e2e-server.ts'

/** A person with a session of their own beside the browser's; `signIn(page, url, person)` opens one there. */
export type Somebody = Caller & { readonly id: string; readonly username: string; readonly password: string }

/** The coordinator, who is the administrator too. */
export async function theCoordinator({ url }: RunningServer): Promise<Somebody> {
  const cookie = readSeed()
    .cookies.map(one => one.split(';')[0])
    .join('; ')
  const calls = caller(url, { cookie })
  const { body } = await calls.call('getMe', {})
  return { ...calls, ...coordinator, id: body.person?.id ?? '' }
}

export async function hire(
  { url }: Pick<RunningServer, 'url'>,
  keeper: Caller,
  person: { name: string; username: string; role?: Role; departmentIds?: string[] },
): Promise<Somebody> {
  const password = 'mai-cha-shi-zhi-61'
  const added = await keeper.call(
    'createPerson',
    {},
    { role: 'author', departmentIds: [], ...person, password },
  )
  expect(added.status, person.name).toBe(200)
  const signedIn = await caller(url).call('signIn', {}, { login: person.username, password })
  return {
    ...caller(url, cookieOf(signedIn)),
    id: added.body.id,
    username: person.username,
    password,
  }
}

/** The departments' ids by name. */
export async function departmentIds(keeper: Caller): Promise<(name: string) => string> {
  const { body } = await keeper.call('listDepartments', {})
  return name => body.find(one => one.name === name)?.id ?? ''
}
