import type { FastifyRequest } from 'fastify'

import { accessOf } from '../http/access.ts'
import { noteReason } from '../outcomes/request-outcome.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { rateLimited } from './request-limits.ts'

export interface SpanLimits {
  /** Takes spans from the allowance of the request's key; throws when there are not that many left. */
  admit(request: FastifyRequest, spans: number): void
}

/** One request can carry thousands of spans, so that counting requests would bound nothing. */
export function createSpanLimits(options: { perMinute: number; now: () => number }): SpanLimits {
  const limiter = createRateLimiter(options)

  return {
    admit(request, spans) {
      const access = accessOf(request)
      if (access.by !== 'key') return
      const wait = limiter.take(access.keyId, spans)
      if (wait === 0) return
      noteReason(request, 'rate-key')
      throw rateLimited('Too many spans with this key', wait)
    },
  }
}
