import { isIPv6 } from 'node:net'

const LONGEST_TEXT = 45

/**
 * Whom an address limit counts: an IPv4 address by itself, IPv6 by its /64 network, which is what
 * one customer of a provider is given; otherwise every request could come from a new address.
 */
export function addressGroup(address: string): string {
  // What a proxy hands on as an address may be any text.
  if (!isIPv6(address)) return address.slice(0, LONGEST_TEXT)
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1]
  if (mapped) return mapped

  const [plain = ''] = address.split('%', 1)
  const [head = '', tail] = plain.split('::', 2)
  const first = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  // `::` stands for as many zeros as are missing from eight groups.
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0')
  const network = [...first, ...zeros, ...last].slice(0, 4)
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
