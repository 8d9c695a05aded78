/** A program that calls a model and a tool with the AI SDK, watched by the published processor. */
import { AsyncLocalStorage } from 'node:async_hooks'

import { TCCSpanProcessor } from '@contextcompany/otel'
import { context, ROOT_CONTEXT } from '@opentelemetry/api'
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base'
import { generateText, jsonSchema, stepCountIs, tool } from 'ai'
import { MockLanguageModelV3 } from 'ai/test'

const { RUN_ID: runId } = process.env

// What a program's own set-up of OpenTelemetry does: spans know what they are inside of.
const contexts = new AsyncLocalStorage()
context.setGlobalContextManager({
  active: () => contexts.getStore() ?? ROOT_CONTEXT,
  with: (active, work, self, ...args) => contexts.run(active, () => work.apply(self, args)),
  bind: (active, target) => target,
  enable() {
    return this
  },
  disable() {
    return this
  },
})
const provider = new BasicTracerProvider({ spanProcessors: [new TCCSpanProcessor()] })

const usage = (noCache, cacheRead, output) => ({
  inputTokens: { total: noCache + cacheRead, noCache, cacheRead, cacheWrite: 0 },
  outputTokens: { total: output, text: output, reasoning: 0 },
})
const answers = [
  {
    content: [
      { type: 'tool-call', toolCallId: 'call-1', toolName: 'get_weather', input: '{"city":"SF"}' },
    ],
    finishReason: { unified: 'tool-calls', raw: 'tool_calls' },
    usage: usage(8, 2, 5),
    warnings: [],
  },
  {
    content: [{ type: 'text', text: '72F' }],
    finishReason: { unified: 'stop', raw: 'stop' },
    usage: usage(10, 0, 5),
    warnings: [],
  },
]

await generateText({
  model: new MockLanguageModelV3({ doGenerate: async () => answers.shift() }),
  prompt: 'weather?',
  stopWhen: stepCountIs(3),
  tools: {
    get_weather: tool({
      inputSchema: jsonSchema({ type: 'object', properties: { city: { type: 'string' } } }),
      execute: async () => ({ temp: 72 }),
    }),
  },
  experimental_telemetry: {
    isEnabled: true,
    tracer: provider.getTracer('ai'),
    metadata: {
      'tcc.runId': runId,
      'tcc.sessionId': 'session-otel',
      'tcc.conversational': true,
      'tcc.agent': 'support-agent',
      plan: 'pro',
    },
  },
})
await provider.forceFlush()
await provider.shutdown()
