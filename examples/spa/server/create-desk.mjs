import { randomUUID } from 'node:crypto'

import { HttpError } from './http-error.mjs'
import { readBody } from './read-body.mjs'
import { findRoute } from './routes.mjs'
import { securityHeaders } from './security-headers.mjs'
import { readAppFile } from './app-files.mjs'
import { createTickets } from './tickets.mjs'

/**
 * The desk as a Node request listener: the built app, and the API behind it, in memory.
 * `casefile` is `{ endpoint, key }`, or absent for a desk without Casefile.
 */
export function createDesk({ casefile }) {
  const tickets = createTickets()
  const headers = securityHeaders(casefile?.endpoint)

  return async (request, response) => {
    const answer = await answerTo(request).catch((error) => answerToError(error, request))
    response.writeHead(answer.status, { ...headers, ...answer.headers })
    response.end(request.method === 'HEAD' ? undefined : answer.body)
  }

  async function answerTo(request) {
    const { pathname } = new URL(request.url, 'http://desk')
    const isReading = request.method === 'GET' || request.method === 'HEAD'

    if (isReading && pathname === '/casefile-config.json') return json(200, casefile ?? {})
    if (isReading && !pathname.startsWith('/api/')) return readAppFile(pathname)

    const route = findRoute(isReading ? 'GET' : request.method, pathname)
    if (!route) throw new HttpError(404, 'There is nothing at this address.')
    if (!isReading) refuseForeign(request)

    const body = isReading ? {} : await readBody(request)
    const { status = 200, value } = route.handle({ tickets, body, id: route.parameters.id })
    return json(status, value)
  }

  function answerToError(error, request) {
    const isExpected = error instanceof HttpError
    const status = isExpected ? error.status : 500
    const message = isExpected ? error.message : 'Something went wrong on our side.'
    const requestId = randomUUID()
    if (!isExpected)
      console.error(`${request.method} ${request.url} (${requestId})\n${error.stack}`)
    return json(status, { error: message, requestId })
  }
}

/** Pages of other sites must not act for whoever works here. */
function refuseForeign(request) {
  const site = request.headers['sec-fetch-site']
  if (site && site !== 'same-origin' && site !== 'none') {
    throw new HttpError(403, 'This request came from another site.')
  }
}

function json(status, value) {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  }
}
