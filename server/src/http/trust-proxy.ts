/**
 * How many proxies there are in a row, or the addresses of those that are believed about where a
 * request came from. `undefined`: nobody is.
 */
export type TrustedProxies = number | string[] | undefined

/**
 * Fastify's option for it. Of a number Fastify says that it cannot tell a proxy from a client that
 * reaches the port by itself, and trusts nobody; here it is the operator who says that none does.
 */
export function trustProxyOption(trusted: TrustedProxies) {
  if (typeof trusted === 'number') return (_address: string, hop: number) => hop < trusted
  return trusted ?? false
}
