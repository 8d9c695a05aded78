import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'

import { onTestFinished } from 'vitest'

export interface ProxyOptions {
  /** Where requests go, e.g. `http://127.0.0.1:4600`. */
  target: string
  /** The path below which the target is reached, e.g. `/casefile`. Default: none. */
  basePath?: string
  /** Whether the path is taken away before a request is handed on. Default: no. */
  strips?: boolean
  /** Default: as any proxy does, the sender's address is added to `X-Forwarded-For`. */
  tellsAddress?: boolean
}

/** A reverse proxy as people put one in front of a collector; returns its address. */
export async function startProxy(options: ProxyOptions): Promise<string> {
  const { target, basePath = '', strips = false, tellsAddress = true } = options
  const { hostname, port } = new URL(target)

  const server = createServer((incoming, answer) => {
    const url = incoming.url ?? '/'
    if (url !== basePath && !url.startsWith(`${basePath}/`)) {
      answer.writeHead(404).end('Not of the collector')
      return
    }
    const before = incoming.headers['x-forwarded-for']
    const sender = incoming.socket.remoteAddress ?? ''
    const headers = {
      ...incoming.headers,
      ...(tellsAddress && { 'x-forwarded-for': before ? `${before}, ${sender}` : sender }),
    }
    const path = strips ? url.slice(basePath.length) || '/' : url
    const outgoing = httpRequest(
      { hostname, port, path, method: incoming.method, headers },
      (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers)
        response.pipe(answer)
      },
    )
    outgoing.on('error', () => answer.destroy())
    incoming.pipe(outgoing)
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
