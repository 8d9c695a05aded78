import { randomUUID } from 'node:crypto'

/** A request that sends a run in one of the formats that collectors take. */
export interface SentStory {
  path: string
  body: object
}

export interface Story {
  runId: string
  sessionId: string
  /** Begin of the run, epoch milliseconds. */
  startTime: number
}

export function newStory(startTime = Date.now() - 60_000): Story {
  return { runId: randomUUID(), sessionId: `session-${randomUUID()}`, startTime }
}

/**
 * The same story in every format: somebody asks “weather?”, a model of 8 new, 2 cached and 5
 * written tokens has `get_weather` called with `{"city":"SF"}`, gets `{"temp":72}` and says “72F”.
 */
export const STORIES: { readonly [format: string]: (story: Story) => readonly SentStory[] } = {
  custom: (story) => [
    {
      path: '/v1/custom',
      body: { type: 'batch', items: [customRun(story), customStep(story), customCall(story)] },
    },
  ],

  'custom, each part by itself and before its run': (story) => [
    { path: '/v1/custom', body: customCall(story) },
    { path: '/v1/custom', body: customStep(story) },
    { path: '/v1/custom', body: customRun(story) },
  ],

  'OpenTelemetry, names of the AI SDK': (story) => [
    { path: '/v1/traces', body: otlp(aiSdkSpans(story)) },
  ],

  'OpenTelemetry, GenAI conventions': (story) => [
    { path: '/v1/traces', body: otlp(genAiSpans(story)) },
  ],

  'steps by OpenTelemetry for a run sent elsewhere': (story) => [
    { path: '/v1/otel-steps', body: otlp([liteLlmSpan(story)]) },
    { path: '/v1/custom', body: { type: 'batch', items: [customRun(story), customCall(story)] } },
  ],

  claude: (story) => [{ path: '/v1/claude', body: claude(story) }],

  pi: (story) => [{ path: '/v1/pi', body: pi(story) }],

  openclaw: (story) => [{ path: '/v1/openclaw', body: openclaw(story) }],

  mastra: (story) => [{ path: '/v1/mastra', body: mastra(story) }],
}

const ARGS = { city: 'SF' }
const RESULT = { temp: 72 }
const iso = (time: number) => new Date(time).toISOString()

function customRun({ runId, sessionId, startTime }: Story) {
  return {
    type: 'run',
    run_id: runId,
    session_id: sessionId,
    start_time: iso(startTime),
    end_time: iso(startTime + 1000),
    status_code: 0,
    prompt: { user_prompt: 'weather?' },
    response: '72F',
    conversational: true,
    metadata: { 'tcc.agent': 'support-agent', plan: 'pro' },
  }
}

function customStep({ runId, startTime }: Story) {
  return {
    type: 'step',
    run_id: runId,
    step_id: 'step-1',
    start_time: iso(startTime + 100),
    end_time: iso(startTime + 300),
    status_code: 0,
    prompt: '[]',
    response: 'calling',
    model_requested: 'mock-1',
    model_used: 'mock-1',
    prompt_uncached_tokens: 8,
    prompt_cached_tokens: 2,
    completion_tokens: 5,
  }
}

function customCall({ runId, startTime }: Story) {
  return {
    type: 'tool_call',
    run_id: runId,
    tool_call_id: 'call-1',
    tool_name: 'get_weather',
    start_time: iso(startTime + 400),
    end_time: iso(startTime + 500),
    status_code: 0,
    args: JSON.stringify(ARGS),
    result: JSON.stringify(RESULT),
  }
}

interface OtlpSpan {
  spanId: string
  parentSpanId?: string
  name: string
  /** Milliseconds after the begin of the run. */
  from: number
  to: number
  attributes: { [name: string]: string | number | boolean }
  story: Story
}

function otlp(spans: readonly OtlpSpan[]) {
  return {
    resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ spans: spans.map(toOtlp) }] }],
  }
}

function toOtlp({ spanId, parentSpanId, name, from, to, attributes, story }: OtlpSpan) {
  const nano = (offset: number) => `${story.startTime + offset}000000`
  return {
    traceId: story.runId.replaceAll('-', ''),
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name,
    kind: 1,
    startTimeUnixNano: nano(from),
    endTimeUnixNano: nano(to),
    attributes: Object.entries(attributes).map(([key, value]) => ({
      key,
      value: otlpValue(value),
    })),
    status: { code: 0 },
  }
}

function otlpValue(value: string | number | boolean) {
  if (typeof value === 'string') return { stringValue: value }
  // As the specification has it: 64 bits do not fit into a number of JSON.
  return typeof value === 'number' ? { intValue: String(value) } : { boolValue: value }
}

const [RUN_SPAN, STEP_SPAN, TOOL_SPAN] = [
  '82da52e4a9ab3cba',
  '9bf57e587b3027d1',
  '425df8f51a65ba21',
]

function aiSdkSpans(story: Story): OtlpSpan[] {
  const metadata = {
    'tcc.runId': story.runId,
    'ai.telemetry.metadata.tcc.runId': story.runId,
    'ai.telemetry.metadata.tcc.sessionId': story.sessionId,
    'ai.telemetry.metadata.tcc.conversational': true,
    'ai.telemetry.metadata.tcc.agent': 'support-agent',
    'ai.telemetry.metadata.plan': 'pro',
  }
  const usage = {
    'ai.usage.inputTokens': 10,
    'ai.usage.inputTokenDetails.noCacheTokens': 8,
    'ai.usage.inputTokenDetails.cacheReadTokens': 2,
    'ai.usage.outputTokens': 5,
  }
  return [
    {
      story,
      spanId: STEP_SPAN ?? '',
      parentSpanId: RUN_SPAN ?? '',
      name: 'ai.generateText.doGenerate',
      from: 100,
      to: 300,
      attributes: {
        ...metadata,
        ...usage,
        'gen_ai.request.model': 'mock-1',
        'gen_ai.response.model': 'mock-1',
        'ai.response.text': 'calling',
      },
    },
    {
      story,
      spanId: TOOL_SPAN ?? '',
      parentSpanId: RUN_SPAN ?? '',
      name: 'ai.toolCall',
      from: 400,
      to: 500,
      attributes: {
        ...metadata,
        'ai.toolCall.name': 'get_weather',
        'ai.toolCall.id': 'call-1',
        'ai.toolCall.args': JSON.stringify(ARGS),
        'ai.toolCall.result': JSON.stringify(RESULT),
      },
    },
    {
      story,
      spanId: RUN_SPAN ?? '',
      name: 'ai.generateText',
      from: 0,
      to: 1000,
      attributes: {
        ...metadata,
        ...usage,
        'ai.prompt': JSON.stringify({ prompt: 'weather?' }),
        'ai.response.text': '72F',
      },
    },
  ]
}

function genAiSpans(story: Story): OtlpSpan[] {
  const [run, step, call] = aiSdkSpans(story)
    .map(({ spanId }) => spanId)
    .reverse()
  const common = {
    'tcc.runId': story.runId,
    'ai.telemetry.metadata.tcc.sessionId': story.sessionId,
    'ai.telemetry.metadata.tcc.agent': 'support-agent',
  }
  return [
    {
      story,
      spanId: run ?? '',
      name: 'invoke_agent support',
      from: 0,
      to: 1000,
      attributes: {
        ...common,
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.input.messages': JSON.stringify([
          { role: 'user', parts: [{ type: 'text', content: 'weather?' }] },
        ]),
        'gen_ai.output.messages': JSON.stringify([
          { role: 'assistant', parts: [{ type: 'text', content: '72F' }] },
        ]),
      },
    },
    {
      story,
      spanId: step ?? '',
      parentSpanId: run ?? '',
      name: 'chat mock-1',
      from: 100,
      to: 300,
      attributes: {
        ...common,
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'mock-1',
        'gen_ai.response.model': 'mock-1',
        'gen_ai.usage.input_tokens': 10,
        'gen_ai.usage.cache_read.input_tokens': 2,
        'gen_ai.usage.output_tokens': 5,
      },
    },
    {
      story,
      spanId: call ?? '',
      parentSpanId: run ?? '',
      name: 'execute_tool get_weather',
      from: 400,
      to: 500,
      attributes: {
        ...common,
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'get_weather',
        'gen_ai.tool.call.id': 'call-1',
        'gen_ai.tool.call.arguments': JSON.stringify(ARGS),
        'gen_ai.tool.call.result': JSON.stringify(RESULT),
      },
    },
  ]
}

function liteLlmSpan(story: Story): OtlpSpan {
  return {
    story,
    spanId: STEP_SPAN ?? '',
    name: 'litellm_request',
    from: 100,
    to: 300,
    attributes: {
      'metadata.tcc.runId': story.runId,
      'gen_ai.request.model': 'mock-1',
      'gen_ai.response.model': 'mock-1',
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.cache_read.input_tokens': 2,
      'gen_ai.usage.output_tokens': 5,
    },
  }
}

function claude({ runId, sessionId, startTime }: Story) {
  const of = (offset: number, message: object) => ({
    ...message,
    session_id: 'cs-1',
    receivedAtMs: startTime + offset,
    tccMetadata: { runId, sessionId },
  })
  const usage = { input_tokens: 8, cache_read_input_tokens: 2, output_tokens: 5 }
  const call = { type: 'tool_use', id: 'call-1', name: 'get_weather', input: ARGS }
  const result = { type: 'tool_result', tool_use_id: 'call-1', content: JSON.stringify(RESULT) }
  return {
    runId,
    sessionId,
    userPrompt: 'weather?',
    customMetadata: { 'tcc.agent': 'support-agent', plan: 'pro', 'tcc.conversational': true },
    messages: [
      of(0, { type: 'system', subtype: 'init', model: 'mock-1' }),
      of(300, {
        type: 'assistant',
        message: { id: 'm1', role: 'assistant', model: 'mock-1', content: [call], usage },
      }),
      of(500, { type: 'user', message: { role: 'user', content: [result] } }),
      of(1000, { type: 'result', subtype: 'success', result: '72F', is_error: false }),
    ],
  }
}

function pi({ runId, sessionId, startTime }: Story) {
  return {
    runId,
    sessionId,
    startTimestamp: startTime,
    endTimestamp: startTime + 1000,
    conversational: true,
    metadata: { 'tcc.agent': 'support-agent', plan: 'pro' },
    messages: [
      { role: 'user', content: 'weather?' },
      {
        role: 'assistant',
        content: [{ type: 'text', text: '72F' }],
        model: 'mock-1',
        usage: { input: 8, cacheRead: 2, output: 5 },
        timestamp: startTime + 300,
      },
    ],
    toolExecutions: [
      {
        toolCallId: 'call-1',
        toolName: 'get_weather',
        args: ARGS,
        result: RESULT,
        isError: false,
        startTimestamp: startTime + 400,
        endTimestamp: startTime + 500,
      },
    ],
  }
}

function openclaw({ runId, sessionId, startTime }: Story) {
  const hook = (name: string, offset: number, event: object) => ({
    hook: name,
    timestamp: iso(startTime + offset),
    event,
    context: { sessionKey: sessionId, agentId: 'support-agent' },
  })
  return {
    framework: 'openclaw',
    metadata: { plan: 'pro', 'tcc.runId': runId, 'tcc.sessionId': sessionId },
    events: [
      hook('llm_input', 0, { model: 'mock-1', provider: 'p', prompt: 'weather?' }),
      hook('before_tool_call', 400, { toolName: 'get_weather', params: ARGS }),
      hook('after_tool_call', 500, { toolName: 'get_weather', result: RESULT, durationMs: 100 }),
      hook('llm_output', 900, {
        assistantTexts: ['72F'],
        usage: { input: 8, cacheRead: 2, output: 5 },
      }),
      hook('agent_end', 1000, { success: true, durationMs: 1000, messages: [] }),
    ],
  }
}

function mastra({ runId, sessionId, startTime }: Story) {
  const span = (id: string, type: string, from: number, to: number, rest: object) => ({
    id,
    traceId: 'trace-1',
    runId,
    type,
    startTime: iso(startTime + from),
    endTime: iso(startTime + to),
    ...rest,
  })
  return {
    runId,
    traceId: 'trace-1',
    framework: 'mastra',
    metadata: { 'tcc.sessionId': sessionId, 'tcc.agent': 'support-agent', plan: 'pro' },
    spans: [
      span('s-run', 'agent_run', 0, 1000, {
        name: 'agent',
        isRootSpan: true,
        input: 'weather?',
        output: { text: '72F' },
      }),
      span('s-step', 'model_generation', 100, 300, {
        name: 'llm',
        parentSpanId: 's-run',
        attributes: {
          model: 'mock-1',
          usage: { inputTokens: 10, inputDetails: { cacheRead: 2 }, outputTokens: 5 },
        },
      }),
      span('s-tool', 'tool_call', 400, 500, {
        name: 'get_weather',
        parentSpanId: 's-run',
        entityName: 'get_weather',
        input: ARGS,
        output: RESULT,
      }),
    ],
  }
}
