import { randomUUID } from 'node:crypto'

import { createCustomers } from './customers.mjs'
import { HttpError } from './http-error.mjs'
import { createOrders } from './orders.mjs'
import { createLayout } from './pages/layout.mjs'
import { problemPage } from './pages/problem.mjs'
import { readBody } from './read-body.mjs'
import { findRoute } from './routes.mjs'
import { securityHeaders } from './security-headers.mjs'
import { readStaticFile } from './static-files.mjs'
import { createVisits } from './visits.mjs'

/**
 * The shop as a Node request listener. Everything it knows is kept in memory and gone with it.
 * `casefile` is `{ endpoint, key }`, or absent for a shop without Casefile.
 */
export function createShop({ casefile }) {
  const state = { customers: createCustomers(), orders: createOrders(), visits: createVisits() }
  const layout = createLayout({ casefile })
  const headers = securityHeaders(casefile?.endpoint)

  return async (request, response) => {
    const answer = await answerTo(request).catch((error) => answerToError(error, request))
    response.writeHead(answer.status, { ...headers, ...answer.headers })
    response.end(request.method === 'HEAD' ? undefined : answer.body)
  }

  async function answerTo(request) {
    const url = new URL(request.url, 'http://shop')
    const file = isReading(request) ? await readStaticFile(url.pathname) : undefined
    if (file) return file

    const route = findRoute(isReading(request) ? 'GET' : request.method, url.pathname)
    if (!route) throw new HttpError(404, 'There is nothing at this address.')
    if (!isReading(request)) refuseForeign(request)

    const visit = state.visits.find(request)
    const body = isReading(request) ? {} : await readBody(request)
    return route.handle({ ...state, url, visit, body, parameters: route.parameters, layout })
  }

  function answerToError(error, request) {
    const isExpected = error instanceof HttpError
    const status = isExpected ? error.status : 500
    const message = isExpected ? error.message : 'Something went wrong on our side.'
    const requestId = randomUUID()
    if (!isExpected)
      console.error(`${request.method} ${request.url} (${requestId})\n${error.stack}`)

    if (request.url.startsWith('/api/')) {
      return json(status, { error: message, fields: error.fields, requestId })
    }
    const visit = state.visits.find(request)
    return layout({ status, title: message, customer: visit?.customer, main: problemPage(message) })
  }
}

const isReading = (request) => request.method === 'GET' || request.method === 'HEAD'

/** Forms of other sites must not act for our customers. */
function refuseForeign(request) {
  const site = request.headers['sec-fetch-site']
  if (site && site !== 'same-origin' && site !== 'none') {
    throw new HttpError(403, 'This request came from another site.')
  }
}

function json(status, value) {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  }
}
