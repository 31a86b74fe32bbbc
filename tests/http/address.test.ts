/** Whose attempts are counted together: the address of a request. */
import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { addressOf, networkOf, readTrustedProxies, type TrustedProxies } from '../../server/ops/address.ts'

const from = (remoteAddress: string, forwarded?: string | string[]) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all of a request that is looked at
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage

function trusting(...entries: string[]): TrustedProxies {
  const read = readTrustedProxies(entries)
  if ('wrong' in read) throw new Error(read.wrong)
  return read.trusted
}

describe('the address of a request', () => {
  const nobody = trusting()
  const local = trusting('loopback')

  test('A25 is the socket’s, whatever a header says, unless the proxy is named', () => {
    expect(addressOf(from('192.168.1.7', '10.0.0.1'), nobody)).toBe('192.168.1.7')
    expect(addressOf(from('127.0.0.1', '10.0.0.1'), nobody)).toBe('127.0.0.1')
    expect(addressOf(from('192.168.1.7', '10.0.0.1'), local)).toBe('192.168.1.7')
  })

  test('A26 is the first from the right that is no proxy, so that a forged one in front counts for nothing', () => {
    expect(addressOf(from('127.0.0.1', '10.0.0.1, 192.168.1.7'), local)).toBe('192.168.1.7')
    expect(addressOf(from('::ffff:127.0.0.1', ['10.0.0.1', '192.168.1.7']), local)).toBe('192.168.1.7')
    expect(addressOf(from('::1', 'unknown'), local)).toBe('::1')
    expect(addressOf(from('::1', ''), local)).toBe('::1')
    const two = trusting('loopback', '10.1.0.0/16', 'fd00::5')
    expect(addressOf(from('127.0.0.1', '6.6.6.6, 192.168.1.7, fd00::5, 10.1.9.9'), two)).toBe('192.168.1.7')
    expect(addressOf(from('127.0.0.1', '10.1.0.2'), two)).toBe('10.1.0.2')
  })

  test('A26 a proxy that is no address, no network and not loopback stops the start with a sentence', () => {
    for (const wrong of ['proxy.example', '10.0.0.0/33', '10.0.0.0/8/8', '1.2.3'])
      expect(() => readConfig({ TRUST_PROXY: `loopback, ${wrong}` })).toThrow(`names ${wrong}`)
    expect(readConfig({ TRUST_PROXY: 'loopback, 10.0.0.0/8' }).trustedProxies('10.9.9.9')).toBe(true)
    expect(readConfig({}).trustedProxies('127.0.0.1')).toBe(false)
  })

  test('A27 is counted as one for a whole IPv6 network, and an IPv4 address is one in either family', () => {
    const counted = (address: string) => networkOf(addressOf(from(address), nobody))
    const one = counted('2001:DB8:0:7::1')
    expect(counted('2001:db8:0:7:ffff:1:2:3')).toBe(one)
    expect(counted('2001:db8:0:8::1')).not.toBe(one)
    expect(counted('fe80::1%eth0')).toBe(counted('fe80::2'))
    expect(counted('::ffff:192.168.1.7')).toBe('192.168.1.7')
  })
})
