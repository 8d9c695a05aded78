import Type from 'typebox'

import { reference } from '../../schemas/reference.ts'
import {
  cost,
  count,
  listFields,
  milliseconds,
  nullableCount,
  nullableText,
  text,
  time,
} from './fields.ts'

export const GenerationSchema = {
  ...Type.Object(
    {
      id: text,
      sessionId: text,
      traceId: text,
      spanId: text,
      timestamp: time,
      agentName: nullableText,
      model: nullableText,
      provider: nullableText,
      inputTokens: nullableCount,
      outputTokens: nullableCount,
      totalTokens: nullableCount,
      latencyMs: milliseconds,
      cost,
      finishReason: nullableText,
      prompt: Type.Object({
        messageCount: count,
        systemPromptPresent: Type.Boolean(),
        preview: Type.Unsafe<string | null>({
          type: ['string', 'null'],
          description: 'The first 200 characters of its last message.',
        }),
      }),
      status: Type.Enum(['ok', 'error']),
    },
    { description: 'One request to a model.' },
  ),
  $id: 'Generation',
}

export const GenerationListSchema = {
  ...Type.Object(
    { ...listFields, generations: Type.Array(reference(GenerationSchema), { maxItems: 200 }) },
    { description: 'One page of requests to models, newest first.' },
  ),
  $id: 'GenerationList',
}
