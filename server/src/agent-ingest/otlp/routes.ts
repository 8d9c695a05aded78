import type { FastifyReply } from 'fastify'
import Type from 'typebox'

import type { Context } from '../../context.ts'
import type { App } from '../../http/app.ts'
import { allowAnyOrigin, answerPreflight } from '../../http/cors.ts'
import { unpackBody } from '../../http/unpack-body.ts'
import { JsonObjectSchema } from '../../schemas/log-entry.ts'
import { BODY_BYTES, withoutValidation } from '../bodies.ts'
import { ingestRefusals } from '../refusals.ts'
import { storeParts } from '../store-parts.ts'
import { decodeProtobuf } from './decode-protobuf.ts'
import { mapSpans } from './map-spans.ts'
import { readRequest } from './read-request.ts'

const PROTOBUF = ['application/x-protobuf', 'application/protobuf']

const ROUTES = [
  { path: '/v1/traces', summary: 'Send spans of OpenTelemetry (OTLP/HTTP, JSON or protobuf)' },
  {
    path: '/v1/otel-steps',
    summary: 'Send spans of OpenTelemetry for runs that are sent elsewhere',
  },
]

/** Takes what exporters of OpenTelemetry send. */
export function otlpRoutes(app: App, context: Context): void {
  app.addContentTypeParser<Buffer>(PROTOBUF, { parseAs: 'buffer' }, (request, body, done) => {
    unpackBody(request, body, (error, bytes) => {
      if (!bytes) return done(error)
      request.bodyBytes = bytes.byteLength
      try {
        done(null, decodeProtobuf(bytes))
      } catch (refusal) {
        done(refusal instanceof Error ? refusal : new Error(String(refusal)))
      }
    })
  })

  for (const { path, summary } of ROUTES) {
    answerPreflight(app, path)
    app.post(
      path,
      {
        config: { intake: 'spans' },
        bodyLimit: BODY_BYTES,
        ...withoutValidation,
        onRequest: [allowAnyOrigin, context.access.require('ingest', 'project')],
        schema: {
          summary,
          tags: ['Agent runs'],
          body: TracesSchema,
          response: {
            ...ingestRefusals,
            200: Type.Object(
              { partialSuccess: Type.Object({}) },
              { description: 'All of it is stored. To protobuf the answer is an empty message.' },
            ),
          },
        },
      },
      async (request, reply) => {
        const spans = readRequest(request.body)
        request.spanCount = spans.length
        await storeParts(context, request, mapSpans(spans))
        return isProtobuf(request.headers) ? answerProtobuf(reply) : { partialSuccess: {} }
      },
    )
  }
}

const TracesSchema = Type.Object(
  { resourceSpans: Type.Optional(Type.Array(JsonObjectSchema)) },
  {
    description:
      'An `ExportTraceServiceRequest`: what the Vercel AI SDK, the GenAI conventions, OpenInference and OpenLLMetry call a run, a step or a tool call becomes one, everything else an event of the run. A run is what `tcc.runId` names, else the trace.',
  },
)

function isProtobuf(headers: { 'content-type'?: string | undefined }): boolean {
  return PROTOBUF.some((type) => headers['content-type']?.toLowerCase().startsWith(type))
}

/** `ExportTraceServiceResponse` without a partial success has no bytes. */
function answerProtobuf(reply: FastifyReply) {
  return reply.header('content-type', 'application/x-protobuf').send(Buffer.alloc(0))
}
