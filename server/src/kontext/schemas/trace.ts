import Type from 'typebox'

import { reference } from '../../schemas/reference.ts'
import { KontextEventSchema } from './event.ts'
import { count, text, time, nullableTime } from './fields.ts'

export const KontextTraceSchema = {
  ...Type.Object(
    {
      traceId: Type.String({ description: 'The run.' }),
      sessionId: Type.String({ description: 'The sender’s own id; the run’s when it has none.' }),
      startedAt: time,
      endedAt: nullableTime,
      eventCount: Type.Integer({ minimum: 0, description: 'Model requests, tool calls, events.' }),
      okCount: count,
      warnCount: count,
      errorCount: count,
      agentId: Type.String({
        format: 'uuid',
        description: 'Made from the agent’s name, always the same.',
      }),
      agentName: Type.String({ description: '`unknown` when nobody said.' }),
      ownerUserId: Type.String({ description: 'Empty when nobody said.' }),
      ownerEmail: Type.String({ description: 'Empty when nobody said.' }),
      agentSessionId: Type.Optional(text),
      agentSessionName: Type.Optional(text),
    },
    { description: 'A run of an agent.' },
  ),
  $id: 'KontextTrace',
}

export const KontextTraceListSchema = {
  ...Type.Object(
    {
      items: Type.Array(reference(KontextTraceSchema)),
      nextCursor: Type.Optional(
        Type.String({ description: 'Where the next page begins; absent on the last.' }),
      ),
    },
    { description: 'Traces, newest first.' },
  ),
  $id: 'KontextTraceList',
}

export const KontextTraceDetailSchema = {
  ...Type.Object(
    {
      trace: reference(KontextTraceSchema),
      events: Type.Array(reference(KontextEventSchema), {
        description: 'In their order, at most the first 10,000.',
      }),
    },
    { description: 'A trace with its events.' },
  ),
  $id: 'KontextTraceDetail',
}
