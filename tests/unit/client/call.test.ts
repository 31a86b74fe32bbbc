import { afterEach, describe, expect, test, vi } from 'vitest'
import { ApiError, call, fillPath } from '../../../client/api/call.ts'

const answer = (status: number, body: string) =>
  vi.stubGlobal(
    'fetch',
    vi.fn(() => Promise.resolve(new Response(body, { status }))),
  )

afterEach(() => vi.unstubAllGlobals())

describe('A: calling the server', () => {
  test('A the path takes its parameters, escaped', () => {
    expect(fillPath('/reports/:reportId/sections/:sectionId', { reportId: 'a/b', sectionId: 'c' })).toBe(
      '/reports/a%2Fb/sections/c',
    )
    expect(() => fillPath('/reports/:reportId', {})).toThrow('reportId')
  })

  test('A a body goes as JSON, and the answer comes back', async () => {
    answer(200, '{"ok":1}')
    expect(await call('signIn', {}, { login: 'a', password: 'b' })).toEqual({ ok: 1 })
    expect(fetch).toHaveBeenCalledWith(
      '/api/v1/session',
      expect.objectContaining({
        method: 'POST',
        body: '{"login":"a","password":"b"}',
        headers: { 'content-type': 'application/json' },
      }),
    )
  })

  test('A a refusal keeps its code, status and words', async () => {
    answer(409, '{"error":{"code":"conflict","message":"已报送"}}')
    await expect(call('listReports', {})).rejects.toMatchObject({
      code: 'conflict',
      status: 409,
      message: '已报送',
    })
  })

  test('A a proxy’s error page is a server that is unavailable', async () => {
    answer(502, '<html>Bad gateway</html>')
    await expect(call('listReports', {})).rejects.toMatchObject({ code: 'unavailable', status: 502 })
  })

  test('A no answer at all is told apart', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(() => Promise.reject(new TypeError('failed'))),
    )
    const error = await call('getMe', {}).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ code: 'unreachable', status: 0 })
  })
})
