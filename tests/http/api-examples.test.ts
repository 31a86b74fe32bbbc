/** The examples of docs/API.md run one after another, as they stand there. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createToken } from '../../server/accounts/tokens.ts'
import { type Office, openOffice, value } from './office.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/API.md'), 'utf8')
const examples = [...page.matchAll(/^```js\n(.*?)^```$/gms)].map(match => match[1] ?? '')

type Seen = {
  readonly owing: string[]
  readonly rounds: { readonly round: number; readonly nil: boolean; readonly returns: unknown[] }[]
  readonly html: string
}

describe('the examples of the API', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice()
    for (const name of ['农业办', '规划办', '民政办']) await office.department(name)
  })
  afterAll(() => office.close())

  test('E1 they do what they say', async () => {
    await office.hire({ role: 'coordinator', username: 'shen' })
    const token = value(await createToken(office.program, 'shen', 'examples'))
    const body = `${examples.join('\n')}\nreturn { owing, rounds, html }`
    // oxlint-disable-next-line typescript/no-implied-eval -- our own documentation is what is tested
    const run = new Function('ADDRESS', 'TOKEN', `return (async () => {\n${body}\n})()`)
    const seen: Seen = await run(office.url, token)
    expect(seen.owing).toHaveLength(3)
    expect(seen.owing[0]).toBe('一、农业办工作 2026-12-20T10:00:00Z')
    expect(seen.rounds.map(({ round, nil, returns }) => [round, nil, returns.length])).toEqual([
      [2, false, 0],
      [1, true, 1],
    ])
    expect(seen.html).toContain('农业办工作')
  })
})
