// @vitest-environment jsdom
/** An act that takes away the button that asked for it is told all the same. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useRecordSignature } from '../../../client/api/queries.ts'

beforeEach(() => vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true))
afterEach(() => vi.unstubAllGlobals())

const body = { signer: '闻人敬', medium: 'paper', note: '' } as const

type Told = { readonly onSuccess: () => void; readonly onError: () => void }

function Recording(told: Told) {
  const { mutate } = useRecordSignature('r1')
  return (
    <button type="button" onClick={() => mutate({ sectionId: 's1', body }, told)}>
      登记
    </button>
  )
}

test.each([
  [200, { id: 'r1', revision: 2, sections: [] }, ['onSuccess']],
  [409, { error: { code: 'wrong-status', message: '' } }, ['onError']],
] as const)('answered with %i after the panel has gone', async (status, answer, heard) => {
  const answered = Promise.withResolvers<Response>()
  const fetched = vi.fn(() => answered.promise)
  vi.stubGlobal('fetch', fetched)
  const told = { onSuccess: vi.fn<() => void>(), onError: vi.fn<() => void>() }
  const place = document.createElement('div')
  const root = createRoot(place)
  const client = new QueryClient({ defaultOptions: { mutations: { networkMode: 'always' } } })
  act(() =>
    root.render(
      <QueryClientProvider client={client}>
        <Recording {...told} />
      </QueryClientProvider>,
    ),
  )
  await act(async () => place.querySelector('button')?.click())
  await vi.waitFor(() => expect(fetched).toHaveBeenCalled())
  act(() => root.unmount())
  answered.resolve(Response.json(answer, { status }))
  await vi.waitFor(() =>
    expect(Object.entries(told).flatMap(([name, { mock }]) => mock.calls.map(() => name))).toEqual(heard),
  )
})
