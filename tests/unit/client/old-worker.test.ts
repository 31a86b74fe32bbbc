/** Checks while people write, in a browser whose library has no Map.groupBy: Chromium 109. */
import { expect, test, vi } from 'vitest'
import { reportOf } from './reports.ts'

test('C13 an old browser checks too', async () => {
  const heard: ((event: { data: unknown }) => void)[] = []
  const said: unknown[] = []
  vi.stubGlobal('addEventListener', (_type: string, listener: (typeof heard)[number]) => heard.push(listener))
  vi.stubGlobal('postMessage', (answer: unknown) => said.push(answer))
  Reflect.deleteProperty(Map, 'groupBy')
  await import('../../../client/checks/old-worker.ts')
  for (const hear of heard) hear({ data: { report: reportOf('农业\n水利'), texts: new Map() } })
  expect(said).toEqual([{ findings: expect.any(Array) }])
})
