/**
 * The address that a request comes from: for the audit, and for counting attempts to sign in.
 *
 * 1. It is the socket's. X-Forwarded-For, which anybody can send, is believed of the proxies of TRUST_PROXY
 *    alone, from the right: the first entry that is no such proxy is the client.
 * 2. An IPv6 customer has at least a /64 and may send from any address in it: attempts count it as one.
 */
import type { IncomingMessage } from 'node:http'
import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Tells whether an address is one of the proxies that are believed. */
export type TrustedProxies = (address: string) => boolean

/**
 * `entries`: addresses, networks (10.0.0.0/8) or `loopback`. Answers the first that is none of these instead.
 */
export function readTrustedProxies(
  entries: readonly string[],
): { readonly trusted: TrustedProxies } | { readonly wrong: string } {
  const list = new BlockList()
  const networks = entries.flatMap(entry => (entry === 'loopback' ? ['127.0.0.0/8', '::1'] : [entry]))
  for (const entry of networks) if (!addTo(list, entry)) return { wrong: entry }
  return { trusted: address => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4') }
}

function addTo(list: BlockList, entry: string): boolean {
  const [address = '', bits, ...more] = entry.split('/')
  const family = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : undefined
  if (family === undefined || more.length > 0) return false
  const most = family === 'ipv4' ? 32 : 128
  if (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= most)) return false
  list.addSubnet(address, bits === undefined ? most : Number(bits), family)
  return true
}

export function addressOf(request: IncomingMessage, trusted: TrustedProxies): string {
  let address = plain(request.socket.remoteAddress ?? '')
  const entries = [request.headers['x-forwarded-for'] ?? []].flat().join().split(',')
  while (isAddress(address) && trusted(address)) {
    const before = plain(entries.pop()?.trim() ?? '')
    // A proxy that says nothing usable is itself the last that is known.
    if (!isAddress(before)) break
    address = before
  }
  return address
}

const isAddress = (address: string) => isIPv4(address) || isIPv6(address)

/** Without a zone, and an IPv4 address as one, whatever family the socket is of. */
function plain(address: string): string {
  const [bare = ''] = address.split('%')
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare
}

/** What counts as one address. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  const behind = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : 8 - groups.length - behind.length
  const all = [...groups, ...Array<string>(Math.max(0, zeros)).fill('0'), ...behind]
  return `${all
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
