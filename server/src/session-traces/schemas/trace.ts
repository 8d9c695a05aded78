import Type from 'typebox'

import { reference } from '../../schemas/reference.ts'
import { dataObject, listFields, milliseconds, nullableText, text, time } from './fields.ts'
import { SessionMetricsSchema } from './metrics.ts'

export const AgentTraceSchema = {
  ...Type.Object(
    {
      id: text,
      type: Type.String({
        description:
          'llm_call, tool_call, tool_result, decision, handoff, guardrail_eval, state_change, error, response, or another word that was sent.',
      }),
      eventType: Type.String({ description: 'The same as `type`.' }),
      sessionId: text,
      timestamp: time,
      traceId: Type.String({ description: 'The run.' }),
      spanId: text,
      parentSpanId: nullableText,
      agentName: nullableText,
      durationMs: milliseconds,
      eventSeq: Type.Integer({ minimum: 1, description: 'Its place in the session.' }),
      eventCursor: Type.String({ description: 'The same as a text.' }),
      status: Type.Enum(['ok', 'error']),
      decisionKind: nullableText,
      data: dataObject,
    },
    { description: 'One event of a session.' },
  ),
  $id: 'AgentTrace',
}

export const AgentTraceListSchema = {
  ...Type.Object(
    {
      ...listFields,
      traces: Type.Array(reference(AgentTraceSchema), { maxItems: 200 }),
      _meta: Type.Object({
        source: Type.String({ minLength: 1 }),
        event_count: Type.Integer({ minimum: 0, description: 'Of all pages.' }),
        is_truncated: Type.Boolean({
          description: 'Whether texts were cut to keep the answer below 2 MiB.',
        }),
        source_chain: Type.Array(text),
        warnings: Type.Optional(
          Type.Array(Type.Object({ source: text, code: text, message: text })),
        ),
      }),
      metrics: Type.Optional(reference(SessionMetricsSchema)),
    },
    { description: 'One page of events in the order of the session, and how many there are.' },
  ),
  $id: 'AgentTraceList',
}
