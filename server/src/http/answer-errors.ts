import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify'

import { ApiError, codeOfStatus, errorBody } from './api-error.ts'
import type { App } from './app.ts'
import { tooLarge } from './json-body.ts'
import { mapStoreError } from './map-store-error.ts'

/** Turns whatever goes wrong into `{statusCode, error, message}`; only here is that decided. */
export function answerErrors(app: App, log: (error: unknown) => void): void {
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0]
    return reply
      .code(404)
      .header('cache-control', 'no-store')
      .send(errorBody('NOT_FOUND', `There is no ${request.method} ${path}`))
  })

  app.setErrorHandler<FastifyError | ApiError>((thrown, request, reply) => {
    // A route may have said already how long its file is good for; this is not that file.
    reply.header('cache-control', 'no-store')
    const error = mapStoreError(thrown) ?? mapBodyError(thrown, request) ?? thrown
    if (error instanceof ApiError) {
      return reply
        .code(error.statusCode)
        .headers(error.headers)
        .send(errorBody(error.code, error.message))
    }

    const code = codeOfStatus(error.statusCode ?? 500)
    if (code === 'INTERNAL_ERROR') {
      log(error)
      // What broke inside is for the operator's log, never for a client.
      const message = 'Something went wrong in the collector. Its log has the details.'
      return reply.code(500).send(errorBody(code, message))
    }
    const body = errorBody(code, messageOf(error))
    return reply.code(body.statusCode).send(body)
  })
}

/** What Fastify answers before there is a route to answer: bad addresses and broken HTTP. */
export const earlyErrors: Pick<FastifyServerOptions, 'frameworkErrors' | 'clientErrorHandler'> = {
  frameworkErrors: (error, _request, reply) => {
    const body = errorBody(codeOfStatus(error.statusCode ?? 400), error.message)
    // There is no route yet, so there are no types of answers to keep to either.
    void (reply as FastifyReply).code(body.statusCode).send(body)
  },
  clientErrorHandler: (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    const refused = earlyRefusal(error.code)
    const body = JSON.stringify(refused)
    socket.end(
      [
        `HTTP/1.1 ${refused.statusCode} ${STATUS_CODES[refused.statusCode]}`,
        'content-type: application/json; charset=utf-8',
        `content-length: ${Buffer.byteLength(body)}`,
        'connection: close',
        '',
        body,
      ].join('\r\n'),
    )
  },
}

/** Of what Fastify says about a body, what is worth more than its code. */
function mapBodyError(error: FastifyError | ApiError, request: FastifyRequest) {
  if (error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE') return undefined
  return tooLarge(request.routeOptions.bodyLimit, 'sent')
}

function earlyRefusal(code: string) {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return errorBody('PAYLOAD_TOO_LARGE', 'The headers are too large')
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return errorBody('REQUEST_TIMEOUT', 'The request took too long to arrive')
    default:
      return errorBody('VALIDATION_ERROR', 'This is not a valid HTTP request')
  }
}

function messageOf(error: FastifyError): string {
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return 'The body is not valid JSON'
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return 'The body must be JSON, with Content-Type: application/json'
    default:
      return error.message
  }
}
