import type { FastifyRequest } from 'fastify'

import { ApiError, codeOfStatus, type ErrorCode } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { mapStoreError } from '../http/map-store-error.ts'
import type { OutcomeCounter } from './outcome-counter.ts'
import type { Item, Outcome, Reason } from './outcome.ts'

declare module 'fastify' {
  interface FastifyRequest {
    outcomeReason: Reason | null
    /** The project of the key, also when the request is refused before it has access. */
    keyProject: string | null
    /** How many spans the body holds, as far as it could be read. */
    spanCount: number
  }
  interface FastifyContextConfig {
    /** Captured data come in here, and what becomes of each request is counted. */
    intake?: 'session' | 'entries' | 'replay' | 'issues' | 'spans' | 'feedback'
  }
}

/** Says why this request will be refused, where the code of the answer does not tell. */
export function noteReason(request: FastifyRequest, reason: Reason): void {
  request.outcomeReason = reason
}

/** Counts every request of an intake route once it is answered, and every unknown key anywhere. */
export function countRequests(app: App, outcomes: OutcomeCounter): void {
  app.decorateRequest('outcomeReason', null)
  app.decorateRequest('keyProject', null)
  app.decorateRequest('overLimit', null)
  app.decorateRequest('spanCount', 1)

  app.addHook('onError', async (request, _reply, error) => {
    const refusal = mapStoreError(error) ?? error
    const code = refusal instanceof ApiError ? refusal.code : codeOfStatus(error.statusCode ?? 500)
    request.outcomeReason ??= REASON_OF[code] ?? 'error'
  })

  app.addHook('onResponse', async (request, reply) => {
    const { intake } = request.routeOptions.config
    const reason = request.outcomeReason
    if (!intake && reason !== 'unknown-key' && reason !== 'rate-unknown-key') return

    const { keyProject: projectId } = request
    const outcome = outcomeOf(reply.statusCode, reason)
    const count = (item: Item, amount: number) =>
      outcomes.add({ projectId, item, level: null, outcome, reason, count: amount })

    count('requests', 1)
    count('bytes', Number(request.headers['content-length'] ?? 0) || 0)
    if (intake === 'spans' && outcome !== 'accepted') count('spans', request.spanCount)
    if (intake === 'entries' && outcome === 'rejected') count('entries', refusedEntries(request))
    // What was accepted is counted by the route, which knows a repeated upload from a new one.
    if ((intake === 'replay' || intake === 'issues') && outcome !== 'accepted') count(intake, 1)
  })
}

/**
 * How many entries a refused batch held. With an `Idempotency-Key` none are counted: such a sender
 * tries again in halves, and reports what it had to drop.
 */
function refusedEntries({ body, headers }: FastifyRequest): number {
  if (headers['idempotency-key'] !== undefined) return 0
  const logs = typeof body === 'object' && body !== null && 'logs' in body ? body.logs : undefined
  return Array.isArray(logs) ? logs.length : 0
}

function outcomeOf(status: number, reason: Reason | null): Outcome {
  if (status < 400) return 'accepted'
  if (reason === 'session-quota') return 'limited'
  return status === 429 || status === 503 ? 'limited' : 'rejected'
}

const REASON_OF: { [code in ErrorCode]?: Reason } = {
  VALIDATION_ERROR: 'invalid',
  UNAUTHORIZED: 'unknown-key',
  FORBIDDEN: 'wrong-key',
  ORIGIN_NOT_ALLOWED: 'wrong-origin',
  NOT_FOUND: 'not-found',
  PAYLOAD_TOO_LARGE: 'too-large',
  SESSION_FULL: 'session-quota',
  UNSUPPORTED_MEDIA_TYPE: 'media-type',
  REQUEST_TIMEOUT: 'timeout',
  STORAGE_FULL: 'storage-full',
  UNAVAILABLE: 'busy',
}
