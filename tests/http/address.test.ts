/** Whose attempts are counted together: the address of a request, and the memory of attempts. */
import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { createAttempts } from '../../server/accounts/attempts.ts'
import { addressOf } from '../../server/http/address.ts'

const from = (remoteAddress: string, forwarded?: string | string[]) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all of a request that is looked at
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage

describe('the address of a request', () => {
  test('A25 is the socket’s, whatever a header says', () => {
    expect(addressOf(from('192.168.1.7', '10.0.0.1'), false)).toBe('192.168.1.7')
    expect(addressOf(from('127.0.0.1', '10.0.0.1'), false)).toBe('127.0.0.1')
    expect(addressOf(from('192.168.1.7', '10.0.0.1'), true)).toBe('192.168.1.7')
  })

  test('A26 is the last that a proxy on this machine wrote, so that a forged one in front counts for nothing', () => {
    expect(addressOf(from('127.0.0.1', '10.0.0.1, 192.168.1.7'), true)).toBe('192.168.1.7')
    expect(addressOf(from('::ffff:127.0.0.1', ['10.0.0.1', '192.168.1.7']), true)).toBe('192.168.1.7')
    expect(addressOf(from('::1', 'unknown'), true)).toBe(addressOf(from('::1'), true))
  })

  test('A27 is one for a whole IPv6 network, and an IPv4 address is one in either family', () => {
    const one = addressOf(from('2001:DB8:0:7::1'), false)
    expect(addressOf(from('2001:db8:0:7:ffff:1:2:3'), false)).toBe(one)
    expect(addressOf(from('2001:db8:0:8::1'), false)).not.toBe(one)
    expect(addressOf(from('fe80::1%eth0'), false)).toBe(addressOf(from('fe80::2'), false))
    expect(addressOf(from('::ffff:192.168.1.7'), false)).toBe('192.168.1.7')
  })
})

test('A28 whoever tries from ever new addresses fills no memory, and locks nobody out', () => {
  const attempts = createAttempts(() => 0, 1, 60)
  expect([attempts.take('first'), attempts.take('first')]).toEqual([true, false])
  for (let n = 0; n < 10_000; n += 1) attempts.take(`address ${n}`)
  // Forgotten, so it may try once more; the latest are still remembered.
  expect([attempts.take('address 9999'), attempts.take('first')]).toEqual([false, true])
})
