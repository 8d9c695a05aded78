import Type from 'typebox'

import { reference } from '../../schemas/reference.ts'
import { count, milliseconds, nullableCount, nullableText, success, text, time } from './fields.ts'

const rate = Type.Unsafe<number | null>({
  type: ['number', 'null'],
  minimum: 0,
  maximum: 1,
  description: 'From 0 to 1; null when there was none.',
})

export const SessionMetricsSchema = {
  ...Type.Object(
    {
      totalLatencyMs: Type.Number({ minimum: 0, description: 'All turns together.' }),
      turns: Type.Array(
        Type.Object({
          turn: Type.Integer({ minimum: 1 }),
          traceId: text,
          latencyMs: milliseconds,
          startedAt: time,
        }),
        { description: 'A turn is a run; oldest first, at most 1000.' },
      ),
      llmCallCount: count,
      llmCalls: Type.Array(
        Type.Object({
          spanId: text,
          traceId: text,
          model: nullableText,
          inputTokens: nullableCount,
          outputTokens: nullableCount,
          totalTokens: nullableCount,
          latencyMs: milliseconds,
        }),
        { description: 'Oldest first, at most 1000; the sums are of all.' },
      ),
      tokens: Type.Object({ input: count, output: count, total: count }),
      toolCallCount: count,
      toolSuccessRate: rate,
      guardrailEvalCount: count,
      guardrailBlockRate: rate,
    },
    { description: 'A session in sums.' },
  ),
  $id: 'SessionMetrics',
}

export const SessionMetricsAnswerSchema = {
  ...Type.Object(
    { success, metrics: reference(SessionMetricsSchema) },
    { description: 'A session in sums.' },
  ),
  $id: 'SessionMetricsAnswer',
}
