import { createHash, timingSafeEqual } from 'node:crypto'

import type { FastifyRequest } from 'fastify'

import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { notLocalReason } from '../http/loopback.ts'
import { refusals } from '../schemas/error.ts'
import type { Metrics } from './metrics.ts'
import { METRICS_TYPE } from './registry.ts'

/** `GET /metrics`: from this machine, or with the token that `--metrics-token` names. */
export function metricsRoute(
  app: App,
  { metrics, token }: { metrics: Metrics; token: string | undefined },
): void {
  app.get(
    '/metrics',
    {
      onRequest: async (request) => {
        if (token !== undefined && hasToken(request, token)) return
        const reason = notLocalReason(request)
        if (reason) throw refused(request, reason)
      },
      schema: {
        summary: 'Figures of the collector in the text format of Prometheus',
        description:
          'Answers programs on the collector’s own machine, and elsewhere those that send the token of `--metrics-token`.',
        tags: ['Service'],
        security: [{}, { metricsToken: [] }],
        produces: ['text/plain'],
        response: {
          200: { description: 'Prometheus text format 0.0.4', type: 'string' },
          401: refusals[401],
          403: refusals[403],
          500: refusals[500],
        },
      },
    },
    async (_request, reply) =>
      reply
        .header('cache-control', 'no-store')
        .type(METRICS_TYPE)
        .send(await metrics.render()),
  )
}

function hasToken({ headers }: FastifyRequest, token: string): boolean {
  const presented = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  return presented !== undefined && timingSafeEqual(digest(presented), digest(token))
}

function digest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest()
}

function refused({ headers }: FastifyRequest, reason: string): ApiError {
  if (headers.authorization !== undefined) {
    return new ApiError('UNAUTHORIZED', 'This is not the token of --metrics-token')
  }
  return new ApiError(
    'FORBIDDEN',
    `Figures are for this machine only, and this request was refused because ${reason}. Start the collector with --metrics-token and send it as Authorization: Bearer.`,
  )
}
