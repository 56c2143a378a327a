import { createHmac } from 'node:crypto'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** The questions of a source are counted per period of this length, ms. */
export const countedFor = 600_000

/**
 * The source of a question: an IPv4 address, or the /64 of an IPv6 address, which is what one household or building gets.
 * Undefined if the text is not an address.
 */
export function networkOf(address: string): string | undefined {
  if (isIP(address) === 0) return undefined
  const parsed = ipaddr.process(address)
  if (parsed instanceof ipaddr.IPv4) return parsed.toString()
  return `${parsed.parts.slice(0, 4).join(':')}::/64`
}

/** All that is stored about a source (R38). The key is destroyed after two days, and without it nobody can tell whose it was. */
export function digestOf(network: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(network).digest('base64url').slice(0, 22)
}

/** Whether an address is in one of these networks, written like `192.0.2.0/24` or `2001:db8::/32`. */
export function isWithin(address: string, networks: readonly string[]): boolean {
  if (isIP(address) === 0) return false
  const parsed = ipaddr.process(address)
  return networks.some(network => {
    const range = ipaddr.parseCIDR(network)
    return range[0].kind() === parsed.kind() && parsed.match(range)
  })
}
