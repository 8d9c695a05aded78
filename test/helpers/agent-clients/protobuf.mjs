/** A program that exports spans as the stock exporters do: protobuf, plain and packed. */
import { gzipSync } from 'node:zlib'

import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { context, SpanStatusCode, trace } from '@opentelemetry/api'

const { TCC_BASE_URL, TCC_API_KEY, RUN_ID: runId, STEP_RUN_ID: stepRunId } = process.env
const memory = new InMemorySpanExporter()
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(memory)] })
const tracer = provider.getTracer('protobuf')

/** Ends the spans of one trace and returns them as a request. */
function record(spans) {
  memory.reset()
  let around = context.active()
  const open = spans.map(({ name, attributes, error }) => {
    const span = tracer.startSpan(name, { attributes, startTime: 1_700_000_000_000 }, around)
    if (error) {
      span.recordException(error)
      span.setStatus({ code: SpanStatusCode.ERROR })
    }
    around = trace.setSpan(around, span)
    return span
  })
  for (const span of open.reverse()) span.end(1_700_000_001_500)
  return ProtobufTraceSerializer.serializeRequest(memory.getFinishedSpans())
}

async function send(path, body, packed) {
  const response = await fetch(TCC_BASE_URL + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-protobuf',
      authorization: `Bearer ${TCC_API_KEY}`,
      ...(packed && { 'content-encoding': 'gzip' }),
    },
    body: packed ? gzipSync(body) : body,
  })
  const answer = Buffer.from(await response.arrayBuffer())
  console.log(
    JSON.stringify([path, response.status, response.headers.get('content-type'), answer.length]),
  )
}

const shared = { 'tcc.runId': runId, 'traceloop.association.properties.plan': 'pro' }
const body = record([
  {
    name: 'invoke_agent support',
    attributes: {
      ...shared,
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'support',
    },
  },
  {
    name: 'chat gpt-4o',
    attributes: {
      ...shared,
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.usage.input_tokens': 12,
      'gen_ai.usage.output_tokens': 3,
      'gen_ai.response.finish_reasons': ['stop'],
      score: 0.25,
    },
    error: new RangeError('too long'),
  },
])
await send('/v1/traces', body, false)
await send('/v1/traces', body, true)
await send(
  '/v1/otel-steps',
  record([
    {
      name: 'litellm_request',
      attributes: {
        'metadata.tcc.runId': stepRunId,
        'gen_ai.request.model': 'gpt-4o-mini',
        'gen_ai.usage.input_tokens': 4,
        'gen_ai.usage.output_tokens': 2,
        'gen_ai.output.messages': '[{"role":"assistant","content":"hello"}]',
      },
    },
  ]),
  true,
)
