import { gunzip } from 'node:zlib'
import type { FastifyBodyParser, FastifyRequest, preParsingHookHandler } from 'fastify'

import { ApiError } from './api-error.ts'
import type { App } from './app.ts'
import { isNestedDeeper } from './json-depth.ts'
import { parseJsonBody } from './parse-json-body.ts'

/**
 * How much larger than what was sent a body may become. Entries that are all alike shrink to a
 * hundredth; a bomb is made of zeros, which shrink to a thousandth.
 */
const MOST_INFLATED = 250
/** Up to this size the ratio says nothing: a short text may well be one word over and over. */
const SMALL_BYTES = 1024 * 1024

/** Smaller bodies are parsed fast however deep they are. */
const LARGE_BYTES = 128 * 1024
const MOST_LEVELS = 1000

/** A body of more limits than this is cut off, whatever its client sees of it. */
const WORTH_PASSING_BY = 4

declare module 'fastify' {
  interface FastifyRequest {
    /** Bytes of the body's JSON, unpacked. */
    bodyBytes: number
  }
}

/** Takes JSON, plain or gzip-packed, up to the route's limit on both sides of the packing. */
export function acceptJson(app: App): void {
  app.decorateRequest('bodyBytes', 0)
  app.decorateRequest('json', null)
  app.addHook('preParsing', refuseEncodings)
  app.addHook('preParsing', refuseLarge)
  app.removeAllContentTypeParsers()
  const readBody: FastifyBodyParser<Buffer> = (request, body, done) => {
    const parse = (json: Buffer) => {
      request.bodyBytes = json.byteLength
      if (json.byteLength > LARGE_BYTES && isNestedDeeper(json, MOST_LEVELS)) {
        done(
          new ApiError('VALIDATION_ERROR', `The body is nested deeper than ${MOST_LEVELS} levels`),
        )
        return
      }
      try {
        done(null, parseJsonBody(request, json))
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)))
      }
    }
    if (!isGzip(request)) parse(body)
    else {
      inflate(body, request.routeOptions.bodyLimit, (error, json) => {
        if (json) parse(json)
        else done(error)
      })
    }
  }
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, readBody)
}

/** Before the body is read, which would be for nothing. */
const refuseEncodings: preParsingHookHandler = (request, _reply, payload, done) => {
  const encoding = encodingOf(request)
  if (encoding === 'identity' || encoding === 'gzip') done(null, payload)
  else {
    done(
      new ApiError(
        'UNSUPPORTED_MEDIA_TYPE',
        `Content-Encoding ${encoding} is not supported; send gzip or none`,
      ),
    )
  }
}

/**
 * A body that says it is too large is let pass by, unread, before it is refused. The connection
 * ends with the refusal, and a client that is still writing would see a broken connection instead.
 */
const refuseLarge: preParsingHookHandler = (request, _reply, payload, done) => {
  const { bodyLimit } = request.routeOptions
  const length = Number(request.headers['content-length'])
  if (!(length > bodyLimit)) return done(null, payload)

  const refuse = () => done(tooLarge(bodyLimit, 'sent'))
  if (length > bodyLimit * WORTH_PASSING_BY) return refuse()
  payload.once('end', refuse).once('error', refuse).resume()
}

/** Unpacks no further than is allowed: what a bomb says of its own size is not believed. */
function inflate(
  packed: Buffer,
  limit: number,
  done: (error: Error | null, json?: Buffer) => void,
): void {
  const byRatio = Math.max(SMALL_BYTES, packed.byteLength * MOST_INFLATED)

  gunzip(packed, { maxOutputLength: Math.min(limit, byRatio) }, (error, json) => {
    if (!error) done(null, json)
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

function isGzip(request: FastifyRequest): boolean {
  return encodingOf(request) === 'gzip'
}

function encodingOf({ headers }: FastifyRequest): string {
  return headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
}
