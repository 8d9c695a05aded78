import Type from 'typebox'

import { count, nullableText, success, text } from './fields.ts'

const eventIds = Type.Array(text, { description: 'Events that show it, at most 100.' })

export const SessionAnalysisSchema = {
  ...Type.Object(
    {
      success,
      analysis: Type.Object({
        slowSpans: Type.Array(
          Type.Object({
            spanId: text,
            eventId: text,
            type: text,
            name: nullableText,
            durationMs: Type.Number(),
            threshold: Type.Number({
              description:
                'Milliseconds: 5000 of a model, 2000 of anything else; where the session has five of the type or more, at least three times their median.',
            }),
          }),
          { description: 'Slowest first, at most 50.' },
        ),
        errorPatterns: Type.Array(
          Type.Object({
            pattern: Type.String({ description: 'The message with placeholders.' }),
            type: text,
            toolName: nullableText,
            count,
            eventIds,
          }),
          { description: 'Most frequent first, at most 50.' },
        ),
        decisionAnomalies: Type.Array(
          Type.Object({
            type: Type.Enum([
              'tool_loop',
              'decision_loop',
              'handoff_ping_pong',
              'guardrail_block',
              'unanswered_run',
            ]),
            description: text,
            eventIds,
          }),
        ),
        suggestions: Type.Array(
          Type.Object({
            severity: Type.Enum(['high', 'medium', 'low']),
            title: text,
            detail: text,
            eventIds,
          }),
        ),
        eventCount: Type.Integer({ minimum: 0, description: 'Events that were looked at.' }),
        isTruncated: Type.Boolean({
          description: 'Whether only the first 20,000 events were looked at.',
        }),
        generatedAt: Type.String({
          format: 'date-time',
          description: 'The latest activity that was looked at: same data, same answer.',
        }),
      }),
    },
    { description: 'What stands out in a session, by rules.' },
  ),
  $id: 'SessionAnalysis',
}
