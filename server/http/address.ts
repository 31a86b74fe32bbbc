/**
 * The address that attempts to sign in are counted by.
 *
 * 1. It is the socket's. X-Forwarded-For, which anybody can send, is believed of a proxy on this machine
 *    alone, when PUBLIC_URL says that there is one, and only its last entry: the one that the proxy wrote.
 * 2. An IPv6 customer has at least a /64 and may send from any address in it: it counts as one.
 */
import type { IncomingMessage } from 'node:http'
import { isIPv4, isIPv6 } from 'node:net'

export function addressOf(request: IncomingMessage, isBehindProxy: boolean): string {
  const peer = plain(request.socket.remoteAddress ?? '')
  const forwarded = isBehindProxy && isLoopback(peer) ? lastForwarded(request) : undefined
  return network(forwarded ?? peer)
}

const isLoopback = (address: string) => address === '::1' || address.startsWith('127.')

function lastForwarded({ headers }: IncomingMessage): string | undefined {
  const entry = [headers['x-forwarded-for'] ?? []].flat().join().split(',').at(-1)
  const address = plain(entry?.trim() ?? '')
  return isIPv4(address) || isIPv6(address) ? address : undefined
}

/** Without a zone, and an IPv4 address as one, whatever family the socket is of. */
function plain(address: string): string {
  const [bare = ''] = address.split('%')
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare
}

function network(address: string): string {
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
