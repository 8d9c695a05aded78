import Type from 'typebox'

import { reference } from '../../schemas/reference.ts'
import {
  cost,
  count,
  listFields,
  nullableText,
  nullableTime,
  success,
  text,
  time,
} from './fields.ts'
import { AgentTraceSchema } from './trace.ts'

export const SESSION_STATUSES = [
  'active',
  'idle',
  'completed',
  'failed',
  'abandoned',
  'escalated',
  'archived',
] as const

const sessionFields = {
  id: Type.String({ description: 'The sender’s own id: the same as of the browser session.' }),
  sessionId: Type.String({ description: 'The same as `id`.' }),
  projectId: text,
  agentName: nullableText,
  agents: Type.Array(text),
  status: Type.Enum([...SESSION_STATUSES], {
    description:
      '`active` while a run goes on, `abandoned` when it has for 30 minutes without a sign; else `failed` when every run failed, `idle` for 30 minutes, `completed` after that.',
  }),
  environment: Type.Enum(['dev', 'prod', 'mixed'], {
    description: 'By the keys its runs were sent with.',
  }),
  channel: Type.Null({ description: 'Nobody says it of a run.' }),
  userId: nullableText,
  userName: nullableText,
  createdAt: time,
  startedAt: time,
  lastActivityAt: time,
  endedAt: nullableTime,
  durationMs: Type.Number({ minimum: 0 }),
  turnCount: Type.Integer({ minimum: 0, description: 'Runs.' }),
  messageCount: Type.Integer({ minimum: 0, description: 'Prompts and answers.' }),
  traceEventCount: count,
  errorCount: Type.Integer({ minimum: 0, description: 'Spans and runs that failed.' }),
  tokenCount: count,
  estimatedCost: cost,
  preview: nullableText,
}

export const AgentSessionSchema = {
  ...Type.Object(sessionFields, { description: 'Runs of agents with the same session id.' }),
  $id: 'TracedSession',
}

export const AgentSessionListSchema = {
  ...Type.Object(
    {
      ...listFields,
      sessions: Type.Array(reference(AgentSessionSchema), { maxItems: 200 }),
    },
    { description: 'One page of sessions, and how many there are.' },
  ),
  $id: 'TracedSessionList',
}

export const AgentSessionAnswerSchema = {
  ...Type.Object(
    {
      success,
      session: Type.Object({
        ...sessionFields,
        messages: Type.Array(
          Type.Object({
            role: Type.Enum(['user', 'assistant']),
            content: text,
            traceId: text,
            timestamp: time,
          }),
          {
            description:
              'Oldest first: of the latest 200 runs, each text up to its first 500 characters.',
          },
        ),
      }),
      traces: Type.Optional(
        Type.Array(reference(AgentTraceSchema), {
          maxItems: 200,
          description: 'Only with `includeTraces=true`: the first 200 events.',
        }),
      ),
    },
    { description: 'A session with what was said in it.' },
  ),
  $id: 'TracedSessionAnswer',
}
