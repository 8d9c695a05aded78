import { gunzip } from 'node:zlib'
import type { FastifyRequest } from 'fastify'

import { ApiError } from './api-error.ts'

/**
 * How much larger than what was sent a body may become. Entries that are all alike shrink to a
 * hundredth; a bomb is made of zeros, which shrink to a thousandth.
 */
const MOST_INFLATED = 250
/** Up to this size the ratio says nothing: a short text may well be one word over and over. */
const SMALL_BYTES = 1024 * 1024

/** The body without its `Content-Encoding`, up to the route's limit. */
export function unpackBody(
  request: FastifyRequest,
  body: Buffer,
  done: (error: Error | null, unpacked?: Buffer) => void,
): void {
  if (encodingOf(request) === 'gzip') inflate(body, request.routeOptions.bodyLimit, done)
  else done(null, body)
}

/** Unpacks no further than is allowed: what a bomb says of its own size is not believed. */
function inflate(
  packed: Buffer,
  limit: number,
  done: (error: Error | null, unpacked?: Buffer) => void,
): void {
  const byRatio = Math.max(SMALL_BYTES, packed.byteLength * MOST_INFLATED)

  gunzip(packed, { maxOutputLength: Math.min(limit, byRatio) }, (error, unpacked) => {
    if (!error) done(null, unpacked)
    else if ('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      done(byRatio < limit ? tooDense() : tooLarge(limit, 'unpacked'))
    } else {
      done(new ApiError('VALIDATION_ERROR', 'The body is not valid gzip'))
    }
  })
}

/** The refusal of a body; `sent` is before and `unpacked` after a `Content-Encoding`. */
export function tooLarge(limit: number, which: 'sent' | 'unpacked'): ApiError {
  return new ApiError(
    'PAYLOAD_TOO_LARGE',
    which === 'sent'
      ? `The body is larger than the ${limit} bytes that this endpoint accepts`
      : `The body is larger than ${limit} bytes when unpacked; this endpoint accepts no more`,
  )
}

function tooDense(): ApiError {
  return new ApiError(
    'PAYLOAD_TOO_LARGE',
    `The body becomes more than ${MOST_INFLATED} times as large, and more than ${SMALL_BYTES} bytes, when unpacked; send it in pieces`,
  )
}

export function encodingOf({ headers }: FastifyRequest): string {
  return headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
}
