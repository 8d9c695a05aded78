import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify'

import { ApiError, codeOfStatus, errorBody, type ErrorCode } from './api-error.ts'
import type { Logger } from '../log/logger.ts'
import type { App } from './app.ts'
import { tooLarge } from './unpack-body.ts'
import { mapStoreError } from './map-store-error.ts'
import { requestIdOf } from './request-id.ts'
import { setBareSecurityHeaders } from './security-headers.ts'

/** Turns whatever goes wrong into `{statusCode, error, message}`; only here is that decided. */
export function answerErrors(app: App, logger: Logger): void {
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0]
    return reply
      .code(404)
      .header('cache-control', 'no-store')
      .send(errorBody('NOT_FOUND', `There is no ${request.method} ${path}`))
  })

  answerErrorsAs(app, logger, ({ code, message }) => errorBody(code, message))
}

/** A refusal or fault, before it has the shape that an API gives it. */
export interface Refusal {
  code: ErrorCode
  statusCode: number
  message: string
}

/** The same for the routes of one API, whose errors have another shape. */
export function answerErrorsAs(
  app: App,
  logger: Logger,
  toBody: (refusal: Refusal) => object,
): void {
  app.setErrorHandler<FastifyError | ApiError>((thrown, request, reply) => {
    // A route may have said already how long its file is good for; this is not that file.
    reply.header('cache-control', 'no-store')
    const error = mapStoreError(thrown) ?? mapBodyError(thrown, request) ?? thrown
    if (error instanceof ApiError) {
      const { code, statusCode, message, headers } = error
      return reply.code(statusCode).headers(headers).send(toBody({ code, statusCode, message }))
    }

    const code = codeOfStatus(error.statusCode ?? 500)
    const { statusCode } = errorBody(code, '')
    if (code !== 'INTERNAL_ERROR') {
      return reply.code(statusCode).send(toBody({ code, statusCode, message: messageOf(error) }))
    }
    logger.error({ err: error, requestId: request.id }, 'unexpected error')
    // What broke inside is for the operator's log, never for a client.
    const message = `Something went wrong in the collector. Its log has the details, under request ${request.id}.`
    return reply.code(statusCode).send(toBody({ code, statusCode, message }))
  })
}

/** What Fastify answers before there is a route to answer: bad addresses and broken HTTP. */
export function earlyErrors(
  logger: Logger,
): Pick<FastifyServerOptions, 'frameworkErrors' | 'clientErrorHandler'> {
  return {
    frameworkErrors: (error, request, given) => {
      // There is no route yet, so there are no types of answers to keep to either.
      const reply = given as FastifyReply
      const body = errorBody(codeOfStatus(error.statusCode ?? 400), error.message)
      logger.info({ requestId: request.id, status: body.statusCode, code: error.code }, 'request')
      setBareSecurityHeaders(reply)
      void reply
        .code(body.statusCode)
        .headers({ 'cache-control': 'no-store', 'x-request-id': request.id })
        .send(body)
    },
    clientErrorHandler: (error, socket) => {
      if (error.code === 'ECONNRESET' || !socket.writable) {
        socket.destroy()
        return
      }
      const requestId = requestIdOf({ headers: {} })
      const body = earlyRefusal(error.code)
      logger.info({ requestId, status: body.statusCode, code: error.code }, 'request')
      socket.end(rawAnswer(body, requestId))
    },
  }
}

/** An answer without Fastify: of a request that could not be read there is no reply to send. */
function rawAnswer(refused: ReturnType<typeof errorBody>, requestId: string): string {
  const body = JSON.stringify(refused)
  return [
    `HTTP/1.1 ${refused.statusCode} ${STATUS_CODES[refused.statusCode]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    'connection: close',
    '',
    body,
  ].join('\r\n')
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
