import { describe, expect, it } from 'vitest'

import { CLAUDE } from '../../../../server/src/agent-ingest/claude/format.ts'
import { MASTRA } from '../../../../server/src/agent-ingest/mastra/format.ts'
import { OPENCLAW } from '../../../../server/src/agent-ingest/openclaw/format.ts'
import { PI } from '../../../../server/src/agent-ingest/pi/format.ts'

const at = (milliseconds: number) => new Date(milliseconds).toISOString()

describe('the messages of the Claude Agent SDK', () => {
  const assistant = (id: string, receivedAtMs: number, content: object[], usage = {}) => ({
    type: 'assistant',
    receivedAtMs,
    message: { id, model: 'claude-x', content, usage },
  })
  const result = { type: 'result', subtype: 'success', is_error: false, result: 'done' }

  it('are steps by the answer they belong to, and calls with their results', () => {
    const parts = CLAUDE.map({
      runId: 'r',
      sessionId: 's',
      messages: [
        { type: 'system', subtype: 'init', model: 'claude-x', tools: ['Bash'], receivedAtMs: 100 },
        assistant('m1', 300, [{ type: 'text', text: 'let me look' }], { input_tokens: 9 }),
        assistant('m1', 400, [{ type: 'tool_use', id: 't1', name: 'Bash', input: { cmd: 'ls' } }], {
          input_tokens: 9,
          cache_creation_input_tokens: 1,
          cache_read_input_tokens: 90,
          output_tokens: 20,
        }),
        {
          type: 'user',
          receivedAtMs: 700,
          message: {
            content: [
              { type: 'tool_result', tool_use_id: 't1', is_error: true, content: 'no such file' },
            ],
          },
        },
        { type: 'system', subtype: 'compact_boundary', uuid: 'u1', receivedAtMs: 750 },
        assistant('m2', 900, [{ type: 'text', text: 'gone' }]),
        { ...result, total_cost_usd: 0.5, duration_ms: 950, receivedAtMs: 1000 },
      ],
    })

    expect(parts).toMatchObject([
      {
        kind: 'run',
        startTime: 50,
        endTime: 1000,
        statusCode: 0,
        response: 'done',
        prompt: undefined,
      },
      {
        kind: 'step',
        spanId: 'm1',
        startTime: 100,
        endTime: 400,
        response: 'let me look',
        finishReason: 'tool_use',
        promptUncachedTokens: 10,
        promptCachedTokens: 90,
        completionTokens: 20,
      },
      { kind: 'step', spanId: 'm2', startTime: 750, endTime: 900, cost: 0.5 },
      {
        kind: 'tool_call',
        spanId: 't1',
        parentSpanId: 'm1',
        startTime: 400,
        endTime: 700,
        args: '{"cmd":"ls"}',
        result: 'no such file',
        statusCode: 2,
      },
      { kind: 'event', type: 'compact_boundary', spanId: 'u1', startTime: 750 },
    ])
  })

  it.each([
    [
      { ...result, is_error: true, subtype: 'error_max_turns', result: undefined },
      'error_max_turns',
    ],
    [{ ...result, is_error: true, errors: ['one', 'two'] }, 'one; two'],
    [{ type: 'user' }, 'Ended without a result'],
  ])('tell of a failure: %j', (last, statusMessage) => {
    const [run] = CLAUDE.map({ runId: 'r', messages: [{ ...last, receivedAtMs: 5 }] })

    expect(run).toMatchObject({ statusCode: 2, statusMessage })
  })

  it.each<[object, string]>([
    [{ messages: [result] }, 'runId must be a text'],
    [{ runId: 'r' }, 'messages must be a list'],
    [{ runId: 'r', messages: [7] }, 'messages[0] must be an object'],
    [{ runId: 'r', messages: [result] }, 'messages[0].receivedAtMs must be a time'],
  ])('are refused: %j', (body, message) => {
    expect(() => CLAUDE.map({ ...body })).toThrow(message)
  })
})

describe('a run of Pi', () => {
  const run = { runId: 'r', startTimestamp: 1000, endTimestamp: 5000 }

  it('has its answers as steps, each until the next message', () => {
    const usage = { input: 10, output: 4, cacheRead: 5, cacheWrite: 1, cost: { total: 0.02 } }
    const parts = PI.map({
      ...run,
      conversational: true,
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'hi' }], timestamp: 1000 },
        {
          role: 'assistant',
          content: [{ type: 'thinking' }, { type: 'text', text: 'one' }],
          model: 'm',
          usage,
          timestamp: 1500,
        },
        { role: 'toolResult', content: [], timestamp: 3000 },
        {
          role: 'assistant',
          content: 'two',
          stopReason: 'error',
          errorMessage: 'overloaded',
          timestamp: 3500,
        },
      ],
      toolExecutions: [
        {
          toolCallId: 't',
          toolName: 'bash',
          isError: true,
          result: { content: 'x' },
          startTimestamp: 2000,
        },
      ],
    })

    expect(parts).toMatchObject([
      {
        kind: 'run',
        conversational: true,
        prompt: 'hi',
        response: 'two',
        statusCode: 2,
        statusMessage: 'overloaded',
      },
      {
        kind: 'step',
        startTime: 1500,
        endTime: 3000,
        response: 'one',
        promptUncachedTokens: 11,
        promptCachedTokens: 5,
        completionTokens: 4,
        cost: 0.02,
      },
      { kind: 'step', startTime: 3500, endTime: 5000, statusCode: 2, finishReason: 'error' },
      { kind: 'tool_call', endTime: 5000, statusCode: 2, statusMessage: 'x' },
    ])
    expect(new Set(parts.slice(1, 3).map((part) => 'spanId' in part && part.spanId)).size).toBe(2)
  })

  it.each<[object, string]>([
    [{ ...run, runId: '' }, 'runId must be a text'],
    [{ ...run, startTimestamp: 'x' }, 'startTimestamp must be a time'],
    [{ ...run, endTimestamp: 999 }, 'endTimestamp must not be before startTimestamp'],
  ])('is refused: %j', (body, message) => {
    expect(() => PI.map({ ...body })).toThrow(message)
  })
})

describe('the hooks of OpenClaw', () => {
  const hook = (name: string, time: number, event = {}) => ({
    hook: name,
    timestamp: at(time),
    event,
  })
  const metadata = { 'tcc.runId': 'r', 'tcc.sessionId': 's' }

  it('are calls by id or name, and steps in turn', () => {
    const parts = OPENCLAW.map({
      metadata,
      events: [
        hook('llm_input', 1000, { model: 'm', prompt: 'p', systemPrompt: 'sys' }),
        hook('before_tool_call', 1100, { toolName: 'a', toolCallId: '1' }),
        hook('before_tool_call', 1200, { toolName: 'a' }),
        hook('after_tool_call', 1300, { toolName: 'a', error: 'no' }),
        hook('after_tool_call', 1400, { toolName: 'a', toolCallId: '1', result: { ok: 1 } }),
        hook('after_tool_call', 1500, { toolName: 'b', durationMs: 100 }),
        hook('llm_output', 1600, {
          assistantTexts: ['x', 'y'],
          usage: { input: 1, cacheRead: 2, output: 3 },
        }),
        hook('message_sent', 1700, { to: 'slack' }),
        hook('agent_end', 1800, { success: true }),
      ],
    })

    expect(parts).toMatchObject([
      {
        kind: 'run',
        sessionId: 's',
        startTime: 1000,
        endTime: 1800,
        prompt: 'p',
        systemPrompt: 'sys',
        response: 'x\ny',
      },
      { kind: 'step', startTime: 1000, endTime: 1600, promptCachedTokens: 2, completionTokens: 3 },
      { kind: 'tool_call', spanId: '1', endTime: 1400, result: '{"ok":1}', statusCode: 0 },
      { kind: 'tool_call', spanId: 'tool-1', endTime: 1300, statusCode: 2, statusMessage: 'no' },
      { kind: 'tool_call', toolName: 'b', startTime: 1400, endTime: 1500 },
      { kind: 'event', type: 'message_sent', data: { to: 'slack' } },
    ])
  })

  it('tell of a run that failed, and of one that never ended', () => {
    const [failed] = OPENCLAW.map({
      metadata,
      events: [hook('agent_end', 1000, { success: false, error: 'boom', durationMs: 300 })],
    })
    const [stale] = OPENCLAW.map({ metadata, stale: true, events: [hook('llm_input', 1000)] })

    expect(failed).toMatchObject({ startTime: 700, statusCode: 2, statusMessage: 'boom' })
    expect(stale).toMatchObject({ statusCode: 2, statusMessage: 'Ended without agent_end' })
  })

  it.each<[object, string]>([
    [{ events: [hook('agent_end', 1)] }, 'metadata["tcc.runId"] must be a text'],
    [{ metadata, events: [] }, 'events must be a list'],
    [{ metadata, events: [{ hook: 'x' }] }, 'events[0].timestamp must be an ISO 8601 time'],
    [{ metadata, events: [{ timestamp: at(1) }] }, 'events[0].hook must be a text'],
  ])('are refused: %j', (body, message) => {
    expect(() => OPENCLAW.map({ ...body })).toThrow(message)
  })
})

describe('the spans of Mastra', () => {
  const span = (id: string, type: string, fields = {}) => ({
    id,
    type,
    name: `${type} ${id}`,
    startTime: at(1000),
    endTime: at(2000),
    parentSpanId: 'root',
    ...fields,
  })

  it('are a run, steps, tool calls and events', () => {
    const parts = MASTRA.map({
      runId: 'r',
      traceId: 't',
      metadata: { 'tcc.sessionId': 's', plan: 'pro' },
      spans: [
        span('root', 'agent_run', {
          parentSpanId: undefined,
          isRootSpan: true,
          input: [{ role: 'user', content: 'hi' }],
          output: { text: 'hello' },
          attributes: { agentId: 'weather', instructions: 'be brief' },
        }),
        span('g1', 'model_generation', { attributes: { model: 'm', provider: 'p' } }),
        span('s1', 'model_step', {
          parentSpanId: 'g1',
          attributes: {
            usage: { inputTokens: 10, outputTokens: 2, inputDetails: { cacheRead: 4 } },
          },
        }),
        span('c1', 'model_chunk', { parentSpanId: 's1' }),
        span('g2', 'llm_generation', {
          output: 'hello',
          attributes: { model: 'm', usage: { promptTokens: 3, completionTokens: 1 } },
        }),
        span('t1', 'mcp_tool_call', {
          input: { city: 'SF' },
          attributes: { toolId: 'weather', mcpServer: 'forecast' },
          errorInfo: { message: 'no' },
        }),
        span('p1', 'processor_run', { isEvent: true, parentSpanId: 'g1' }),
      ],
    })

    expect(parts).toMatchObject([
      {
        kind: 'run',
        sessionId: 's',
        agent: 'weather',
        prompt: 'hi',
        systemPrompt: 'be brief',
        response: 'hello',
        metadata: { plan: 'pro' },
        startTime: 1000,
        endTime: 2000,
      },
      { kind: 'event', type: 'model_generation', parentSpanId: undefined },
      {
        kind: 'step',
        spanId: 's1',
        modelUsed: 'm',
        provider: 'p',
        promptUncachedTokens: 6,
        promptCachedTokens: 4,
      },
      { kind: 'step', spanId: 'g2', response: 'hello', promptUncachedTokens: 3 },
      {
        kind: 'tool_call',
        toolName: 'weather',
        integrationId: 'forecast',
        args: '{"city":"SF"}',
        statusCode: 2,
        statusMessage: 'no',
      },
      { kind: 'event', type: 'processor_run', parentSpanId: 'g1', endTime: 1000 },
    ])
  })

  it('are the trace’s when no run is named, and a run goes on until its root ends', () => {
    const root = span('root', 'workflow_run', { parentSpanId: undefined, endTime: undefined })

    expect(MASTRA.map({ traceId: 't', spans: [root] })).toMatchObject([
      { runId: 't', endTime: null },
    ])
  })

  it.each<[object, string]>([
    [{ spans: [span('a', 'generic')] }, 'runId must be a text'],
    [{ runId: 'r', spans: {} }, 'spans must be a list'],
    [{ runId: 'r', spans: [{ id: 'a' }] }, 'spans[0].startTime must be an ISO 8601 time'],
    [{ runId: 'r', spans: [{ startTime: at(1) }] }, 'spans[0].id must be a text'],
  ])('are refused: %j', (body, message) => {
    expect(() => MASTRA.map({ ...body })).toThrow(message)
  })
})
