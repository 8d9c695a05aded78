import type { FastifyRequest } from 'fastify'
import { parse as parseSuspicious } from 'secure-json-parse'

import { ApiError } from './api-error.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came, on routes that ask for it, when it holds nothing but what was parsed. */
    json: Uint8Array<ArrayBuffer> | null
  }
  interface FastifyContextConfig {
    /** The route stores what it was sent: `request.json` saves making the same text once more. */
    keepsJson?: true
  }
}

/**
 * The body as a value. A page may log an object with a key `__proto__`; it is left out instead of
 * refusing the batch, and then the text is not the body any more.
 */
export function parseJsonBody(request: FastifyRequest, body: Buffer): unknown {
  const text = body.toString('utf8')
  try {
    if (isSuspicious(text)) {
      return parseSuspicious(text, undefined, {
        protoAction: 'remove',
        constructorAction: 'ignore',
      })
    }
    const parsed: unknown = JSON.parse(text)
    if (request.routeOptions.config.keepsJson) request.json = ownBytes(body)
    return parsed
  } catch {
    throw new ApiError('VALIDATION_ERROR', 'The body is not valid JSON')
  }
}

/** Whether there may be a `__proto__` in it, perhaps spelled with escapes, or a byte order mark. */
function isSuspicious(text: string): boolean {
  return text.includes('__proto__') || text.includes('\\u00') || text.charCodeAt(0) === 0xfeff
}

/** Bytes that share their memory with nobody, so that they can be handed to another thread. */
function ownBytes(body: Buffer): Uint8Array<ArrayBuffer> {
  const { buffer } = body
  const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength === body.byteLength
  return isOwn ? new Uint8Array(buffer) : new Uint8Array(body)
}
