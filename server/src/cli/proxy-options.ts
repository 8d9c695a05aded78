import { isIP } from 'node:net'

import type { TrustedProxies } from '../http/trust-proxy.ts'
import { option, UnusableValue } from './option.ts'

/** What a collector must know of the proxy that it stands behind. */
export const PROXY_OPTIONS = {
  trustProxy: option({
    placeholder: 'WHOM',
    summary:
      'Whose X-Forwarded-For to believe: addresses of proxies, or, if nobody else reaches the port, how many there are in a row.',
    environment: true,
    fallback: undefined,
    read: readTrust,
  }),
  basePath: option({
    placeholder: 'PATH',
    summary: 'The path that the collector has behind a proxy, e.g. /casefile.',
    environment: true,
    fallback: '',
    read: readBasePath,
  }),
  publicUrl: option<string | undefined>({
    placeholder: 'URL',
    summary:
      'What people type to get here, without a path, e.g. https://casefile.example.com. With https, cookies are for https alone.',
    environment: true,
    fallback: undefined,
    read: readPublicUrl,
  }),
}

/** More proxies than this are a mistake. */
const MOST_HOPS = 20

const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal']

function readTrust(text: string): TrustedProxies {
  if (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_HOPS) return Number(text)
  const addresses = text.split(',').map((address) => address.trim())
  if (addresses.every(isAddress)) return addresses
  throw new UnusableValue(
    `is not whom to trust; give a number of proxies, or addresses like 10.0.0.1,10.1.0.0/16,loopback.`,
  )
}

function isAddress(text: string): boolean {
  if (NAMED_NETWORKS.includes(text)) return true
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
  )
}

/** Without a slash at the end, so that paths can be put behind it. */
function readBasePath(text: string): string {
  const path = text.replace(/\/+$/, '')
  if (/^(\/[\w~-][\w.~-]*)*$/.test(path)) return path
  throw new UnusableValue('is not a path; give one like /casefile, of letters, digits and -_.~')
}

function readPublicUrl(text: string): string {
  const url = URL.parse(text)
  const isPlain = url && /^https?:$/.test(url.protocol) && text.replace(/\/$/, '') === url.origin
  if (isPlain) return url.origin
  throw new UnusableValue(
    'is not an origin; give one like https://casefile.example.com, and a path with --base-path.',
  )
}
