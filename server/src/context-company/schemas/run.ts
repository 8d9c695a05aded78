import type { Json } from 'casefile/protocol'
import Type from 'typebox'

import { JsonObjectSchema } from '../../schemas/log-entry.ts'
import { reference } from '../../schemas/reference.ts'
import {
  cost,
  count,
  duration,
  nullableText,
  nullableTime,
  status,
  statusCode,
  text,
  time,
} from './fields.ts'
import { ownerFields } from './owner.ts'
import { StepSchema, ToolCallSchema } from './span.ts'

export const CompanyFeedbackSchema = {
  ...Type.Object(
    {
      score: Type.Unsafe<'thumbs_up' | 'thumbs_down' | null>({
        type: ['string', 'null'],
        enum: ['thumbs_up', 'thumbs_down', null],
      }),
      text: nullableText,
      created_at: time,
    },
    { description: 'What somebody thought of a run.' },
  ),
  $id: 'CompanyFeedback',
}

const runFields = {
  run_id: text,
  session_id: nullableText,
  source: Type.Enum(['dev', 'prod']),
  agent: nullableText,
  conversational: Type.Boolean({ description: 'Whether a person was present.' }),
  status,
  status_code: statusCode,
  status_message: nullableText,
  start_time: time,
  end_time: nullableTime,
  duration_ms: duration,
  prompt: nullableText,
  response: nullableText,
  models: Type.Array(text, { description: 'In order of first use.' }),
  step_count: count,
  tool_call_count: count,
  prompt_tokens: count,
  prompt_cached_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  cost,
  ...ownerFields,
  metadata: Type.Unsafe<{ [key: string]: Json }>({
    ...JsonObjectSchema,
    description: 'The sender’s own keys, none that starts with `tcc.`.',
  }),
  feedback: Type.Union([reference(CompanyFeedbackSchema), Type.Null()]),
  patterns: Type.Array(text, { description: 'Slugs of the patterns it shows.' }),
  framework: Type.String({ description: 'The client or format it came by, e.g. `custom`.' }),
}

export const CompanyRunSchema = {
  ...Type.Object(runFields, {
    description: 'A run as lists show it: prompt and response are their first 500 characters.',
  }),
  $id: 'CompanyRun',
}

export const CompanyRunDetailSchema = {
  ...Type.Object(
    {
      ...runFields,
      system_prompt: nullableText,
      full_input: nullableText,
      full_output: nullableText,
      attributes: Type.Unsafe<{ [key: string]: Json } | null>({
        type: ['object', 'null'],
        additionalProperties: true,
      }),
      steps: Type.Array(reference(StepSchema), { description: 'In the order they began.' }),
      tool_calls: Type.Array(reference(ToolCallSchema), { description: 'Likewise.' }),
      feedback_history: Type.Array(reference(CompanyFeedbackSchema), {
        description: 'What each submission said, oldest first.',
      }),
    },
    { description: 'A run with its texts whole and everything it did.' },
  ),
  $id: 'CompanyRunDetail',
}

/** A run that shows a pattern. */
export const CompanyMatchedRunSchema = {
  ...Type.Object({
    ...runFields,
    evidence: Type.String({ description: 'The words it was seen by.' }),
    matched_at: time,
    confidence: Type.Number({ minimum: 0, maximum: 1 }),
  }),
  $id: 'CompanyMatchedRun',
}
