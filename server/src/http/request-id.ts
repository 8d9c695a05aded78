import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { onRequestHookHandler } from 'fastify'

/** What proxies make; anything else could be a line break in a log, or a kilobyte. */
const WELL_FORMED = /^[\w.:-]{8,64}$/

/** The id that a proxy gave the request, or a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID()
}

/** Says the id on every answer, so that a person can name the request and it is found in the log. */
export const answerRequestId: onRequestHookHandler = (request, reply, done) => {
  reply.header('x-request-id', request.id)
  done()
}
