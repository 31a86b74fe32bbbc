/** Under which addresses the other machines of the office reach a server that listens on all of them. */
import type { NetworkInterfaceInfo } from 'node:os'

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

export const isEverywhere = (host: string) => host === '0.0.0.0' || host === '::'

/** IPv4 alone: what an office types into a browser. Not the machine's own loopback, not link-local. */
export function lanUrls(interfaces: Interfaces, port: number): string[] {
  const addresses = Object.values(interfaces)
    .flatMap(infos => infos ?? [])
    .filter(
      ({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'),
    )
    .map(({ address }) => address)
  return [...new Set(addresses)].map(address => `http://${address}:${port}`)
}
