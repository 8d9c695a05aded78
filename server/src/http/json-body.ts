import type { FastifyBodyParser, preParsingHookHandler } from 'fastify'

import { ApiError } from './api-error.ts'
import type { App } from './app.ts'
import { isNestedDeeper } from './json-depth.ts'
import { parseJsonBody } from './parse-json-body.ts'
import { encodingOf, tooLarge, unpackBody } from './unpack-body.ts'

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
    unpackBody(request, body, (error, json) => {
      if (json) parse(json)
      else done(error)
    })
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
