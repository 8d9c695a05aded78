import { describe, expect, it } from 'vitest'

import { recordedRequests, replayRequests } from '../../helpers/recorded-requests.ts'
import { storedRun } from '../../helpers/stored-runs.ts'
import { useCollector } from '../../helpers/use-collector.ts'

/** Each client's requests are sent twice, because some of them try again. */
describe('what published clients send', () => {
  const collector = useCollector()
  const replay = async (client: string) => {
    const requests = recordedRequests(client)
    const statuses = [
      ...(await replayRequests(collector(), requests)),
      ...(await replayRequests(collector(), requests)),
    ]
    expect(new Set(statuses)).toEqual(new Set([200]))
  }
  const stored = (runId: string) => storedRun(collector(), runId)

  it('is stored when it comes from the TypeScript client of custom runs', async () => {
    await replay('custom-node')

    expect(await stored('11111111-1111-4111-8111-111111111111')).toMatchObject({
      prompt: "What's the weather in San Francisco?",
      systemPrompt: 'You are a weather agent.',
      agent: 'support-agent',
      userId: 'user-123',
      userName: 'Jane Doe',
      orgId: 'org-456',
      orgName: 'Acme Inc.',
      metadata: { plan: 'pro' },
      stepCount: 2,
      toolCallCount: 2,
      promptTokens: 150,
      promptCachedTokens: 30,
      completionTokens: 45,
      cost: 0.0042,
      feedback: { score: 'thumbs_down', text: 'Very helpful!' },
    })
    expect(await stored('ff7855c8-bb2f-4a9a-a2a4-b0f15f4df9f6')).toMatchObject({
      statusCode: 2,
      statusMessage: 'boom Authorization=[REDACTED]',
      steps: [{ statusMessage: 'Parent run errored' }],
    })
    expect(await stored('a5a5a00b-dd3b-4ce9-a6c9-ef76fe9aa8b1')).toMatchObject({
      agent: null,
      metadata: { agent: 'weather-bot' },
      endTime: Date.parse('2025-01-01T00:00:01Z'),
      toolCalls: [{ statusMessage: 'bad', args: '{"a":1}', result: 'str' }],
    })
  })

  it('is stored when it comes from the Python client, children first', async () => {
    await replay('custom-python')

    expect(await stored('22222222-2222-4222-8222-222222222222')).toMatchObject({
      sessionId: 'session-py',
      conversational: true,
      metadata: { orgId: 'org-123' },
      steps: [{ spanId: 'step-py', promptUncachedTokens: 1, promptCachedTokens: 2, cost: 0.01 }],
      toolCalls: [{ args: '{"city": "London"}' }],
      feedback: { score: 'thumbs_up', text: 'only text' },
    })
    expect((await stored('345e9e3b-2e7a-4f8e-a342-d7c87766e247')).statusMessage).toBe(
      'boom api_key=[REDACTED]',
    )
  })

  it('is stored when it comes from the AI SDK through OpenTelemetry', async () => {
    await replay('otel-node')

    expect(await stored('33333333-3333-4333-8333-333333333333')).toMatchObject({
      framework: 'otel',
      sessionId: 'session-otel',
      conversational: true,
      agent: 'support-agent',
      metadata: { plan: 'pro' },
      prompt: 'weather?',
      response: '72F',
      promptTokens: 10,
      promptCachedTokens: 2,
      completionTokens: 5,
      steps: [
        {
          spanId: '9bf57e587b3027d1',
          modelUsed: 'mock-1',
          provider: 'mock',
          finishReason: 'tool-calls',
          promptUncachedTokens: 8,
          startTime: 1795313962169,
          parentSpanId: null,
        },
      ],
      toolCalls: [
        { spanId: 'call-1', toolName: 'get_weather', args: '{"city":"SF"}', result: '{"temp":72}' },
      ],
    })
  })

  it('is stored when it comes from the Claude Agent SDK, Pi and LangChain', async () => {
    await replay('frameworks')

    expect(await stored('44444444-4444-4444-8444-444444444444')).toMatchObject({
      framework: 'claude',
      sessionId: 's-claude',
      agent: 'coder',
      conversational: true,
      metadata: { plan: 'pro' },
      prompt: 'hello',
      response: 'hi',
      startTime: 1795314123178,
      endTime: 1795314123190,
      cost: 0.001,
      steps: [{ spanId: 'm1', response: 'hi', promptUncachedTokens: 3, completionTokens: 1 }],
    })
    expect(await stored('55555555-5555-4555-8555-555555555555')).toMatchObject({
      framework: 'pi',
      sessionId: 's-pi',
      conversational: false,
      prompt: 'hi',
      response: 'done',
      stepCount: 1,
      toolCalls: [{ spanId: 't1', toolName: 'bash', args: '{"cmd":"ls"}', result: '{"out":"x"}' }],
    })
    expect(await stored('47e6ee59-2f7c-4945-89c1-30e8b8c461c5')).toMatchObject({
      fullInput: '{"messages":[]}',
      fullOutput: '{"raw":1}',
      statusMessage: 'password=[REDACTED] ok',
      feedback: { score: 'thumbs_up' },
    })
    expect(await stored('66666666-6666-4666-8666-666666666666')).toMatchObject({
      agent: 'lc-agent',
      metadata: { plan: 'pro', feature: 'x' },
      steps: [{ prompt: 'human: weather?', completionTokens: 0 }],
    })
  })

  it('is stored when it comes from OpenClaw', async () => {
    await replay('openclaw')

    expect(await stored('c6b3415e-a672-4de5-bb80-79009d7f7166')).toMatchObject({
      framework: 'openclaw',
      sessionId: 'k1',
      agent: 'a1',
      statusCode: 0,
      prompt: 'hi',
      response: 'done',
      metadata: { plan: 'pro' },
      steps: [{ modelRequested: 'm', provider: 'p', promptUncachedTokens: 1, completionTokens: 2 }],
      toolCalls: [{ toolName: 'bash', args: '{"cmd":"ls"}', result: 'x' }],
    })
  })
})
