import type {
  RunPart,
  SpanPart,
  StepPart,
  ToolCallPart,
} from '../../server/src/storage/traces/span-parts.ts'

export interface WeatherRun {
  runId?: string
  startTime: number
  run?: Partial<RunPart>
  step?: Partial<StepPart>
  call?: Partial<ToolCallPart>
}

/** A run of a second with one model request and one tool call. */
export function weatherRun({
  runId = crypto.randomUUID(),
  startTime,
  run,
  step,
  call,
}: WeatherRun): SpanPart[] {
  return [
    {
      kind: 'run',
      runId,
      startTime,
      endTime: startTime + 1000,
      statusCode: 0,
      prompt: 'Weather in Paris?',
      systemPrompt: 'You know the weather.',
      response: 'It rains.',
      conversational: true,
      agent: 'support',
      userId: 'user-1',
      userName: 'Jane',
      orgId: 'org-1',
      orgName: 'Acme',
      sessionId: 'session-1',
      metadata: { plan: 'pro' },
      framework: 'custom',
      ...run,
    },
    {
      kind: 'step',
      runId,
      spanId: 'step-1',
      startTime: startTime + 100,
      endTime: startTime + 400,
      statusCode: 0,
      prompt: '[{"role":"system","content":"s"},{"role":"user","content":"Weather in Paris?"}]',
      response: 'calling',
      modelRequested: 'model-1',
      modelUsed: 'model-1-2026',
      promptUncachedTokens: 120,
      promptCachedTokens: 30,
      completionTokens: 45,
      cost: 0.0042,
      ...step,
    },
    {
      kind: 'tool_call',
      runId,
      spanId: 'call-1',
      startTime: startTime + 400,
      endTime: startTime + 900,
      statusCode: 0,
      toolName: 'get_weather',
      args: '{"city":"Paris"}',
      result: '{"temp":7}',
      ...call,
    },
  ]
}
