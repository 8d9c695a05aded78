import type { FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    /** The origin that browsers know the collector by, when the operator has said it. */
    publicUrl: string | undefined
  }
}

/** Whether the browser speaks https, to the collector itself or to a proxy before it. */
export function isHttps(request: FastifyRequest): boolean {
  return request.protocol === 'https' || request.server.publicUrl?.startsWith('https:') === true
}
