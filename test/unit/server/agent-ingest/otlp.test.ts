import { describe, expect, it } from 'vitest'

import { decodeProtobuf } from '../../../../server/src/agent-ingest/otlp/decode-protobuf.ts'
import { mapSpans } from '../../../../server/src/agent-ingest/otlp/map-spans.ts'
import { readRequest } from '../../../../server/src/agent-ingest/otlp/read-request.ts'
import type { SpanPart } from '../../../../server/src/storage/traces/span-parts.ts'
import { otlpRequest, type OtlpInput } from '../../../helpers/otlp-request.ts'

const TRACE = 'a'.repeat(32)
const map = (...spans: OtlpInput[]) => mapSpans(readRequest(otlpRequest(...spans)))
const of = <Kind extends SpanPart['kind']>(parts: SpanPart[], kind: Kind) =>
  parts.filter((part): part is SpanPart & { kind: Kind } => part.kind === kind)

describe('spans of OpenTelemetry', () => {
  it.each<[string, Record<string, unknown>, SpanPart['kind']]>([
    ['ai.generateText', {}, 'run'],
    ['ai.streamObject', {}, 'run'],
    ['ai.streamText.doStream', {}, 'step'],
    ['ai.toolCall', {}, 'tool_call'],
    ['x', { 'gen_ai.operation.name': 'invoke_agent' }, 'run'],
    ['x', { 'gen_ai.operation.name': 'chat' }, 'step'],
    ['x', { 'gen_ai.operation.name': 'agent_step' }, 'step'],
    ['x', { 'gen_ai.operation.name': 'execute_tool' }, 'tool_call'],
    ['x', { 'gen_ai.operation.name': 'embeddings' }, 'run'],
    ['x', { 'gen_ai.operation.name': 'embeddings', 'tcc.span.type': 'embedding' }, 'step'],
    ['x', { 'gen_ai.operation.name': 'rerank', 'tcc.span.type': 'reranking' }, 'step'],
    ['x', { 'openinference.span.kind': 'AGENT' }, 'run'],
    ['x', { 'openinference.span.kind': 'LLM' }, 'step'],
    ['x', { 'openinference.span.kind': 'TOOL' }, 'tool_call'],
    ['x', { 'traceloop.span.kind': 'tool' }, 'tool_call'],
    ['litellm_request', {}, 'step'],
    ['openai.chat', { 'gen_ai.request.model': 'm' }, 'step'],
    ['GET /', {}, 'event'],
  ])('are told apart: %s %j is a %s', (name, attributes, kind) => {
    const parts = map({ name, attributes, spanId: '02', parent: '01' })

    expect(parts.map((part) => part.kind)).toEqual([kind])
  })

  it('belong to the run they name, else that of the span around, else that of the trace', () => {
    const parts = map(
      { spanId: '01', attributes: { 'tcc.runId': 'run-1' }, name: 'ai.generateText' },
      { spanId: '02', parent: '01', name: 'ai.generateText.doGenerate' },
      { spanId: '03', parent: 'ff', name: 'lost parent' },
      { spanId: '04', traceId: 'b'.repeat(32), parent: 'ff', name: 'other trace' },
      {
        spanId: '05',
        traceId: 'c'.repeat(32),
        parent: 'ff',
        name: 'ai.toolCall',
        attributes: { 'ai.telemetry.metadata.tcc.run_id': 'run-2' },
      },
    )

    expect(parts.map(({ runId }) => runId)).toEqual([
      'run-1',
      'run-1',
      'run-1',
      'b'.repeat(32),
      'run-2',
    ])
  })

  it('of a trace without a run make one of the root, which stays what it is', () => {
    const parts = map(
      { spanId: '02', parent: '01', name: 'SELECT', start: 1100, end: 1200 },
      {
        spanId: '01',
        name: 'chat gpt',
        attributes: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.input.messages': '[{"role":"user","parts":[{"type":"text","content":"hi"}]}]',
          'gen_ai.output.messages': '[{"role":"assistant","content":"hello"}]',
          'gen_ai.usage.output_tokens': 7,
        },
        resource: { 'service.name': 'shop' },
      },
    )

    expect(parts).toMatchObject([
      {
        kind: 'run',
        runId: TRACE,
        startTime: 1000,
        endTime: 2000,
        prompt: 'hi',
        response: 'hello',
        attributes: { 'service.name': 'shop' },
      },
      { kind: 'event', type: 'SELECT', spanId: '02', parentSpanId: '01', data: { name: 'SELECT' } },
      { kind: 'step', spanId: '01', response: 'hello', completionTokens: 7 },
    ])
  })

  it('of a run that is sent elsewhere make none', () => {
    const attributes = { 'metadata.tcc.runId': 'elsewhere', 'gen_ai.request.model': 'm' }

    expect(map({ spanId: '01', name: 'litellm_request', attributes })).toMatchObject([
      { kind: 'step', runId: 'elsewhere' },
    ])
  })

  it('count tokens on one level: a step around a step is an event', () => {
    const usage = { 'gen_ai.usage.input_tokens': 10, 'gen_ai.usage.output_tokens': 5 }
    const operation = (name: string) => ({ 'gen_ai.operation.name': name, ...usage })
    const parts = map(
      { spanId: '01', attributes: operation('invoke_agent') },
      { spanId: '02', parent: '01', name: 'step 1', attributes: operation('agent_step') },
      { spanId: '03', parent: '02', name: 'chat m', attributes: operation('chat') },
      { spanId: '04', parent: '01', name: 'step 2', attributes: operation('agent_step') },
    )

    expect(of(parts, 'event')).toMatchObject([{ spanId: '02', type: 'agent_step' }])
    expect(of(parts, 'step').map(({ spanId }) => spanId)).toEqual(['03', '04'])
    expect(of(parts, 'run')).toHaveLength(1)
  })

  it('read tokens of a prompt as cached and not', () => {
    const tokens = (attributes: Record<string, unknown>) => {
      const [step] = of(
        map({ spanId: '02', parent: '01', name: 'litellm_request', attributes }),
        'step',
      )
      return [step?.promptUncachedTokens, step?.promptCachedTokens, step?.completionTokens]
    }

    expect(tokens({ 'gen_ai.usage.input_tokens': 10 })).toEqual([10, undefined, undefined])
    expect(
      tokens({ 'gen_ai.usage.prompt_tokens': 10, 'gen_ai.usage.completion_tokens': 3 }),
    ).toEqual([10, undefined, 3])
    expect(
      tokens({
        'ai.usage.inputTokens': 10,
        'ai.usage.cachedInputTokens': 4,
        'gen_ai.usage.input_tokens': 10,
        'ai.usage.outputTokens': 1,
      }),
    ).toEqual([6, 4, 1])
    expect(
      tokens({ 'llm.token_count.prompt': 3, 'llm.token_count.prompt_details.cache_read': 8 }),
    ).toEqual([0, 8, undefined])
  })

  it('keep a run within a run as a part of it, and join runs of one id', () => {
    const agent = (name: string) => ({
      'tcc.runId': 'r',
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': name,
    })
    const nested = map(
      { spanId: '01', attributes: agent('boss') },
      { spanId: '02', parent: '01', name: 'invoke_agent helper', attributes: agent('helper') },
    )
    const joined = map(
      {
        spanId: '01',
        name: 'ai.generateText',
        attributes: {
          'tcc.runId': 'r',
          'ai.prompt': '{"prompt":"one"}',
          'ai.response.text': 'first',
        },
      },
      {
        spanId: '02',
        name: 'ai.generateText',
        start: 3000,
        end: 4000,
        status: { code: 2, message: 'late' },
        attributes: {
          'tcc.runId': 'r',
          'ai.prompt': '{"prompt":"two"}',
          'ai.response.text': 'last',
        },
      },
    )

    expect(nested).toMatchObject([
      { kind: 'run', agent: 'boss' },
      { kind: 'event', type: 'invoke_agent', agent: 'helper' },
    ])
    expect(joined).toMatchObject([
      {
        kind: 'run',
        startTime: 1000,
        endTime: 4000,
        prompt: 'one',
        response: 'last',
        statusCode: 2,
        statusMessage: 'late',
      },
    ])
  })

  it('carry metadata under any prefix, of which the reserved keys are taken out', () => {
    const [run] = of(
      map({
        spanId: '01',
        name: 'ai.generateText',
        attributes: {
          'tcc.runId': 'r',
          'ai.telemetry.metadata.tcc.sessionId': 's',
          'ai.telemetry.metadata.tcc.conversational': 'true',
          'ai.settings.context.plan': 'pro',
          'traceloop.association.properties.tcc.userId': 'u',
          'langsmith.metadata.tcc.userName': 'Jane',
          metadata: '{"tcc.agent":"support","team":7}',
          'tcc.internal': 'dropped',
          kept: true,
        },
      }),
      'run',
    )

    expect(run).toMatchObject({
      sessionId: 's',
      conversational: true,
      agent: 'support',
      userId: 'u',
      userName: 'Jane',
      metadata: { plan: 'pro', team: 7 },
    })
    expect(run?.attributes).toEqual({ kept: true })
  })

  it('tell of failures by their status or their exception, with its stack', () => {
    const exception = {
      name: 'exception',
      attributes: {
        'exception.type': 'E',
        'exception.message': 'broke',
        'exception.stacktrace': 'at',
      },
    }
    const parts = map(
      {
        spanId: '02',
        parent: '01',
        name: 'ai.toolCall',
        status: { code: 'STATUS_CODE_ERROR' },
        events: [exception, { name: 'cache.miss', attributes: { key: 'k' } }],
      },
      { spanId: '03', parent: '01', name: 'ai.toolCall', status: { code: 1 }, events: [exception] },
    )

    expect(parts).toMatchObject([
      {
        kind: 'tool_call',
        statusCode: 2,
        statusMessage: 'broke',
        attributes: { 'exception.stacktrace': 'at' },
      },
      { kind: 'event', type: 'cache.miss', ofSpanId: '02', startTime: 1000.5, data: { key: 'k' } },
      { kind: 'tool_call', statusCode: 0 },
    ])
  })

  it('name tool calls by the id of the model, once, and what is inside them by it', () => {
    const call = { 'ai.toolCall.id': 'call-1', 'ai.toolCall.name': 'find' }
    const parts = map(
      { spanId: '02', parent: '01', name: 'ai.toolCall', attributes: call },
      { spanId: '03', parent: '02', name: 'litellm_request' },
      { spanId: '04', parent: '01', name: 'ai.toolCall', attributes: call },
    )

    expect(of(parts, 'tool_call').map(({ spanId }) => spanId)).toEqual(['call-1', '04'])
    expect(of(parts, 'step')).toMatchObject([{ parentSpanId: 'call-1' }])
  })

  it('read prompts in the shapes that there are', () => {
    const prompt = (attributes: Record<string, unknown>) => {
      const [run] = of(map({ spanId: '01', name: 'ai.generateText', attributes }), 'run')
      return [run?.prompt, run?.systemPrompt]
    }
    const messages = [
      { role: 'system', content: 'be brief' },
      { role: 'user', content: 'first' },
      { role: 'assistant', content: 'answer' },
      { role: 'user', content: [{ type: 'text', text: 'last' }, { type: 'image' }] },
    ]

    expect(prompt({ 'ai.prompt': '{"system":"be kind","prompt":"hi"}' })).toEqual(['hi', 'be kind'])
    expect(prompt({ 'ai.prompt': JSON.stringify({ messages }) })).toEqual(['last', 'be brief'])
    expect(prompt({ 'ai.prompt': JSON.stringify({ prompt: messages }) })).toEqual([
      'last',
      'be brief',
    ])
    expect(prompt({ 'input.value': 'plain words' })).toEqual(['plain words', undefined])
    expect(
      prompt({
        'gen_ai.prompt.0.role': 'system',
        'gen_ai.prompt.0.content': 'numbered',
        'gen_ai.prompt.1.role': 'user',
        'gen_ai.prompt.1.content': 'question',
      }),
    ).toEqual(['question', 'numbered'])
    expect(prompt({ 'ai.prompt': '{"broken' })).toEqual(['{"broken', undefined])
  })

  it('that stand around each other come to an end', () => {
    const parts = map(
      { spanId: '01', parent: '02' },
      { spanId: '02', parent: '01' },
      { spanId: '03', parent: '03' },
    )

    expect(parts.map(({ runId }) => runId)).toEqual([TRACE, TRACE, TRACE])
  })
})

describe('a request of OpenTelemetry', () => {
  it.each<[string, unknown, string]>([
    ['a list', [], 'The body must be an object'],
    ['no list of resources', { resourceSpans: {} }, 'resourceSpans must be a list'],
    [
      'no list of spans',
      { resourceSpans: [{ scopeSpans: [{ spans: 7 }] }] },
      '].spans must be a list',
    ],
    ['no trace id', edited({ traceId: undefined }), 'spans[0].traceId must be hexadecimal'],
    ['a bad span id', edited({ spanId: 'xyz' }), 'spans[0].spanId must be hexadecimal'],
    ['no begin', edited({ startTimeUnixNano: 'soon' }), 'startTimeUnixNano must be nanoseconds'],
    ['an end before', edited({ endTimeUnixNano: '5' }), 'endTimeUnixNano must not be before'],
  ])('is refused with the place of %s', (_, body, message) => {
    expect(() => readRequest(body)).toThrow(message)
  })

  it('may be empty', () => {
    expect(readRequest({})).toEqual([])
    expect(readRequest(decodeProtobuf(new Uint8Array()))).toEqual([])
  })

  it('is read to the nanosecond and with ids in any case', () => {
    const body = edited({
      startTimeUnixNano: '1795313962169136213',
      endTimeUnixNano: 0,
      spanId: 'AB',
    })

    expect(readRequest(body)).toMatchObject([
      { startTime: 1795313962169.1362, endTime: undefined, spanId: 'ab' },
    ])
  })

  it('as protobuf is refused when it is none, cut off, or nested without end', () => {
    const nested = (levels: number): number[] => {
      let value = [0x0a, 0x01, 0x61]
      for (let level = 0; level < levels; level += 1) value = field(5, field(1, value))
      return value
    }
    const attribute = field(1, field(1, field(1, [...field(1, [0x6b]), ...field(2, nested(80))])))

    for (const bytes of [[0xff], [0x0a, 0x05, 0x0a], [0x0a, 0x02, 0x12, 0x7f], attribute]) {
      expect(() => decodeProtobuf(Uint8Array.from(bytes))).toThrow(/valid protobuf|nested deeper/)
    }
  })
})

function edited(fields: object) {
  const request = otlpRequest({ spanId: '01' })
  Object.assign(request.resourceSpans[0]?.scopeSpans[0]?.spans[0] ?? {}, fields)
  return request
}

/** A field of protobuf that has a length. */
function field(number: number, bytes: readonly number[]): number[] {
  const length = []
  let rest = bytes.length
  for (; rest > 0x7f; rest >>= 7) length.push((rest & 0x7f) | 0x80)
  return [(number << 3) | 2, ...length, rest, ...bytes]
}
