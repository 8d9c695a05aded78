import Type from 'typebox'

import { nullable, reference } from '../../schemas/reference.ts'
import {
  agentId,
  nullableCount,
  nullableObject,
  nullableText,
  status,
  text,
  time,
} from './fields.ts'

const shortFields = {
  id: text,
  createdAt: time,
  agentId,
  integrationId: nullableText,
  toolName: nullableText,
  eventType: Type.String({ description: 'llm_call, tool_call, decision, …' }),
  status,
}

export const KontextEventSchema = {
  ...Type.Object(
    {
      ...shortFields,
      sessionId: text,
      traceId: nullableText,
      apiKeyId: nullableText,
      durationMs: nullable(Type.Number({ description: 'Null while it goes on.' })),
      errorMessage: nullableText,
      bytesIn: nullableCount,
      bytesOut: nullableCount,
      requestJson: nullableObject,
      responseJson: nullableObject,
      parentEventId: nullableText,
      agentSessionId: nullableText,
    },
    { description: 'A model request, a tool call or another event of a trace.' },
  ),
  $id: 'KontextEvent',
}

export const KontextMcpEventSchema = {
  ...Type.Object(shortFields, { description: 'A tool call, in short.' }),
  $id: 'KontextMcpEvent',
}

export const KontextMcpEventListSchema = {
  ...Type.Object(
    { items: Type.Array(reference(KontextMcpEventSchema)) },
    { description: 'Tool calls of all agents, newest first.' },
  ),
  $id: 'KontextMcpEventList',
}
