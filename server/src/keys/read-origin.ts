/** Text that names no origin; the message says what would. */
export class OriginError extends Error {
  override readonly name = 'OriginError'
}

const PATTERN = /^(?:(https?):\/\/)?(\*\.)?([^*/?#@\s]+)$/i

/**
 * The normal form of an origin that a person wrote: `shop.example.com` is
 * `https://shop.example.com`, and `*.example.com` is `https://*.example.com`, every subdomain of
 * any depth but not `example.com` itself.
 */
export function readOrigin(text: string): string {
  const [, scheme = 'https', wildcard = '', host = ''] = PATTERN.exec(text.trim()) ?? []
  try {
    const { protocol, host: normal, hostname } = new URL(`${scheme.toLowerCase()}://${host}`)
    // `*.com` would let in half the world, and is nobody's site.
    const isTooWide = wildcard !== '' && !hostname.includes('.') && hostname !== 'localhost'
    if (!isTooWide) return `${protocol}//${wildcard}${normal}`
  } catch {
    // Told below, with what would be right.
  }
  throw new OriginError(
    `${text} is not an origin; give one like https://shop.example.com, or *.example.com for every subdomain`,
  )
}

/** Whether a page of this origin, as its browser wrote it, is one of those allowed. */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
  return allowed.some((each) => {
    const [scheme = '', domain] = each.split('*')
    if (domain === undefined) return origin === each
    return origin.startsWith(scheme) && origin.slice(scheme.length).endsWith(domain)
  })
}
