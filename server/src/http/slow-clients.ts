import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyHttpOptions } from 'fastify'

import { addressGroup } from '../limits/address-group.ts'

/** For the request line and the headers; they are one packet. */
const HEADERS_TIMEOUT = 15_000
/** A phone on a bad line uploads a replay in this time; nobody needs to hold a connection longer. */
const REQUEST_TIMEOUT = 120_000
/** How often Node looks for connections that are over time; its default would double the first. */
const CHECKING_INTERVAL = 3_000
/** Longer than the 60 s of nginx and most load balancers, so that they close first and never meet a closed one. */
const KEEP_ALIVE_TIMEOUT = 72_000
/** A proxy's connection may live long, but none for ever. */
const REQUESTS_PER_CONNECTION = 10_000

/** An open connection costs some 20 kB. */
const MOST_CONNECTIONS = 4096
/** Of one client address; a browser opens six. Without it one address could hold them all. */
const MOST_OF_AN_ADDRESS = 512

/** How long a client may take over a request, and keep a connection. */
export const timeouts = {
  http: { headersTimeout: HEADERS_TIMEOUT, connectionsCheckingInterval: CHECKING_INTERVAL },
  requestTimeout: REQUEST_TIMEOUT,
  keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
  maxRequestsPerSocket: REQUESTS_PER_CONNECTION,
} satisfies FastifyHttpOptions<Server>

/** Bounds the open connections; behind a proxy all come from its address, so only their sum. */
export function limitConnections(
  server: Server,
  { isBehindProxy }: { isBehindProxy: boolean },
): void {
  server.maxConnections = MOST_CONNECTIONS
  if (isBehindProxy) return

  const open = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const address = addressGroup(socket.remoteAddress ?? '')
    const count = (open.get(address) ?? 0) + 1
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left === 0) open.delete(address)
      else open.set(address, left)
    })
    if (count > MOST_OF_AN_ADDRESS) socket.destroy()
  })
}
