import { createGunzip } from 'node:zlib'
import type { preParsingAsyncHookHandler } from 'fastify'

import { ApiError } from './api-error.ts'

/**
 * Unpacks `Content-Encoding: gzip`. The route's body limit then counts what comes out, so that a
 * few kilobytes cannot become gigabytes.
 */
export const inflateBody: preParsingAsyncHookHandler = async (request, _reply, payload) => {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity') return payload
  if (encoding !== 'gzip') {
    throw new ApiError(
      'UNSUPPORTED_MEDIA_TYPE',
      `Content-Encoding ${encoding} is not supported; send gzip or none`,
    )
  }

  // Fastify compares the bytes it was sent with Content-Length; `bytesWritten` counts these.
  const inflated = Object.defineProperty(createGunzip(), 'receivedEncodedLength', {
    get(this: ReturnType<typeof createGunzip>) {
      return this.bytesWritten
    },
  })
  payload.once('error', (error) => inflated.destroy(error))
  return payload.pipe(inflated)
}
