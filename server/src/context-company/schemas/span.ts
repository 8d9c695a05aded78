import type { Json } from 'casefile/protocol'
import Type from 'typebox'

import { nullable } from '../../schemas/reference.ts'
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

const spanFields = {
  start_time: time,
  end_time: nullableTime,
  duration_ms: duration,
  status,
  status_code: statusCode,
  status_message: nullableText,
  attributes: Type.Unsafe<{ [key: string]: Json } | null>({
    type: ['object', 'null'],
    additionalProperties: true,
  }),
}

export const StepSchema = {
  ...Type.Object(
    {
      step_id: text,
      ...spanFields,
      prompt: nullableText,
      response: nullableText,
      model_requested: nullableText,
      model_used: nullableText,
      finish_reason: nullableText,
      prompt_uncached_tokens: count,
      prompt_cached_tokens: count,
      completion_tokens: count,
      cost,
      tool_definitions: nullableText,
      ttft_ms: nullable(Type.Number({ description: 'Milliseconds to the first token.' })),
    },
    { description: 'One request to a model and its answer.' },
  ),
  $id: 'CompanyStep',
}

const toolCallFields = {
  tool_call_id: text,
  step_id: nullable(
    Type.String({ description: 'The step it belongs to: the latest that began before it.' }),
  ),
  tool_name: text,
  ...spanFields,
  args: nullable(Type.String({ description: 'As it was sent: JSON text or plain.' })),
  result: nullable(Type.String({ description: 'As it was sent: JSON text or plain.' })),
}

export const ToolCallSchema = {
  ...Type.Object(toolCallFields, { description: 'One call of a tool.' }),
  $id: 'CompanyToolCall',
}

export const SessionToolCallSchema = {
  ...Type.Object({ run_id: text, ...toolCallFields }, { description: 'One call of a tool.' }),
  $id: 'CompanySessionToolCall',
}
