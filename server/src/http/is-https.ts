import type { FastifyRequest } from 'fastify'

/** Whether the browser reached the collector by https, by itself or before a trusted proxy. */
export function isHttps(request: FastifyRequest): boolean {
  return request.protocol === 'https'
}
