import type { FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    /** The collector was told that it stands behind a proxy. */
    isBehindProxy: boolean
  }
}

/**
 * Why a request may not use the inbox without a key, or `undefined` when it may.
 *
 * A request is local when it came over a loopback socket, asked for a loopback host (a page that
 * re-binds its own name to 127.0.0.1 does not), was not made by another site's page, and was not
 * handed on by a proxy, behind which every stranger looks local. Not every proxy says that it is
 * one, so a collector that was told of a proxy takes no request for local.
 */
export function notLocalReason(request: FastifyRequest): string | undefined {
  const { headers, raw } = request
  if (request.server.isBehindProxy) return 'the collector stands behind a proxy'
  const { remoteAddress = '', localAddress = '' } = raw.socket
  if (!isLoopbackAddress(remoteAddress) || !isLoopbackAddress(localAddress)) {
    return 'it came from another machine'
  }
  // Browsers have not spoken HTTP/1.0 for decades; proxies that say nothing of themselves still do.
  if (Object.keys(headers).some(isForwardingHeader) || raw.httpVersion === '1.0') {
    return 'it came through a proxy'
  }
  if (!isLoopbackHost(headers.host ?? '')) return 'it asked for a host that is not this machine'
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
    return 'it came from a page of another origin'
  }
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return 'it came from a page of another site'
  }
  return undefined
}

/** `127.0.0.0/8` and `::1`, also as an IPv6 socket sees IPv4. */
function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address)
}

function isLoopbackHost(host: string): boolean {
  const name = host.replace(/:\d{1,5}$/, '').toLowerCase()
  return (
    name === 'localhost' ||
    name === '[::1]' ||
    /^[a-z0-9-]+(\.[a-z0-9-]+)*\.localhost$/.test(name) ||
    /^127(\.\d{1,3}){3}$/.test(name)
  )
}

function isForwardingHeader(name: string): boolean {
  return (
    name === 'forwarded' ||
    name === 'via' ||
    name.startsWith('x-forwarded-') ||
    name === 'x-real-ip'
  )
}
