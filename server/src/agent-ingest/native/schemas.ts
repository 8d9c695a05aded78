import type { Json } from 'casefile/protocol'
import Type from 'typebox'

import { refusalsAs } from '../../schemas/error.ts'
import { JsonObjectSchema } from '../../schemas/log-entry.ts'

export const MOST_EVENTS = 1000

/** Any other word is an event as well. */
const EVENT_TYPES = [
  'llm_call',
  'tool_call',
  'tool_result',
  'decision',
  'handoff',
  'guardrail_eval',
  'state_change',
  'error',
  'response',
]

const text = (description: string) => Type.Optional(Type.String({ maxLength: 255, description }))

const EventSchema = Type.Object(
  {
    type: Type.String({ description: `${EVENT_TYPES.join(', ')}, or any other word.` }),
    timestamp: Type.Unsafe<string | number>({
      type: ['string', 'number'],
      description: 'ISO 8601, or epoch milliseconds.',
    }),
    id: text('Makes it known when it comes again; without one its content does.'),
    traceId: text('The run; without one the session is the run.'),
    spanId: text('The span that it belongs to.'),
    parentSpanId: text('The span around that.'),
    agentName: text('The agent that did it.'),
    durationMs: Type.Optional(Type.Number({ minimum: 0 })),
    data: Type.Optional(
      Type.Unsafe<{ [key: string]: Json }>({
        ...JsonObjectSchema,
        description:
          'What it carries, given back as it came: e.g. `model`, `inputTokens`, `outputTokens`, `latencyMs`, `prompt`, `response` of an `llm_call`; `toolName`, `toolCallId`, `args` of a `tool_call`; `toolCallId`, `result`, `success` of a `tool_result`; `decisionKind` of a `decision`; `message` of an `error`; `text` of a `response`.',
      }),
    ),
  },
  { description: 'One thing that happened in a session.' },
)

export const SessionTracesInputSchema = {
  ...Type.Unsafe<unknown>({
    anyOf: [
      Type.Object({ events: Type.Array(EventSchema, { minItems: 1, maxItems: MOST_EVENTS }) }),
      EventSchema,
    ],
    examples: [
      {
        events: [
          {
            type: 'tool_call',
            id: 'event-1',
            timestamp: '2026-11-22T11:20:00.000Z',
            traceId: 'turn-1',
            spanId: 'span-1',
            agentName: 'shop-assistant',
            data: { toolName: 'track_order', toolCallId: 'call-1', args: { order: 'A-17' } },
          },
          {
            type: 'tool_result',
            id: 'event-2',
            timestamp: '2026-11-22T11:20:00.350Z',
            traceId: 'turn-1',
            spanId: 'span-1',
            data: { toolCallId: 'call-1', result: { status: 'shipped' }, success: true },
          },
        ],
      },
    ],
  }),
  $id: 'SessionTracesInput',
}

export const SessionTracesRefusalSchema = {
  ...Type.Object(
    {
      success: Type.Literal(false),
      error: Type.Object({
        code: Type.String({ description: 'Stays the same, e.g. `VALIDATION_ERROR`.' }),
        message: Type.String({ description: 'What went wrong, for a person.' }),
      }),
    },
    { description: 'What every refusal of this route looks like.' },
  ),
  $id: 'SessionTracesRefusal',
}

export const sessionTracesRefusals = refusalsAs(SessionTracesRefusalSchema)
