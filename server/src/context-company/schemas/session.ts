import Type from 'typebox'

import { reference } from '../../schemas/reference.ts'
import { cost, count, nullableText, text, time } from './fields.ts'
import { ownerFields } from './owner.ts'
import { CompanyRunSchema } from './run.ts'
import { SessionToolCallSchema } from './span.ts'

const sessionFields = {
  session_id: text,
  agent: nullableText,
  agents: Type.Array(text),
  run_count: count,
  error_count: Type.Integer({ minimum: 0, description: 'Runs that failed.' }),
  start_time: time,
  last_activity: time,
  duration_ms: Type.Number({ minimum: 0, description: 'From the first to the last activity.' }),
  total_tokens: count,
  cost,
  ...ownerFields,
  preview: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: 'The first 500 characters of the first prompt.',
  }),
  patterns: Type.Array(text, { description: 'Slugs of the patterns that its runs show.' }),
}

export const CompanySessionSchema = {
  ...Type.Object(sessionFields, { description: 'Runs with the same session id.' }),
  $id: 'CompanySession',
}

export const CompanySessionDetailSchema = {
  ...Type.Object(
    {
      ...sessionFields,
      messages: Type.Array(
        Type.Object({
          role: Type.Enum(['user', 'assistant', 'system']),
          content: text,
          run_id: text,
          timestamp: time,
        }),
        {
          description:
            'Run by run; a system prompt stands where it is first used and where it changes.',
        },
      ),
      tool_calls: Type.Array(reference(SessionToolCallSchema)),
      patterns: Type.Array(Type.Object({ slug: text, name: text, run_id: text, evidence: text })),
      runs: Type.Array(reference(CompanyRunSchema), {
        description: 'Oldest first: the latest 200 when `run_count` says that there are more.',
      }),
    },
    { description: 'A session as a conversation.' },
  ),
  $id: 'CompanySessionDetail',
}
