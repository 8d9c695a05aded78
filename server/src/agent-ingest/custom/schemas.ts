import type { Json } from 'casefile/protocol'
import Type, { type Static } from 'typebox'

import { JsonObjectSchema } from '../../schemas/log-entry.ts'
import { reference } from '../../schemas/reference.ts'

export const MOST_ITEMS = 1000

const id = (description: string) => Type.String({ minLength: 1, maxLength: 255, description })
const time = Type.String({ description: 'ISO 8601.' })
const text = Type.Optional(Type.String())
const count = Type.Optional(Type.Number({ description: 'Tokens.' }))
const attributes = Type.Optional(JsonObjectSchema)
const anyJson = (description: string) => Type.Optional(Type.Unsafe<Json>({ description }))

const common = {
  run_id: id('Of the run, unique in the project and source.'),
  start_time: time,
  end_time: time,
  status_code: Type.Optional(
    Type.Union([Type.Literal(0), Type.Literal(1), Type.Literal(2)], {
      description: '2 is an error.',
    }),
  ),
  status_message: text,
}

const PromptSchema = Type.Object({
  user_prompt: Type.String(),
  system_prompt: text,
  full_input: text,
})

export const AgentRunInputSchema = {
  ...Type.Object(
    {
      type: Type.Literal('run'),
      ...common,
      prompt: Type.Optional(PromptSchema),
      response: text,
      full_output: text,
      session_id: Type.Optional(id('Of the session: the same as of the browser’s.')),
      conversational: Type.Optional(
        Type.Unsafe<boolean | string>({
          type: ['boolean', 'string'],
          description: 'Whether a person is present; `"true"` does as well.',
        }),
      ),
      metadata: Type.Optional(
        Type.Unsafe<{ [key: string]: Json }>({
          ...JsonObjectSchema,
          description:
            'The sender’s own keys. Of those under `tcc.` these have a meaning: `runId`, `sessionId`, `conversational`, `agent`, `userId`, `userName`, `orgId`, `orgName`.',
        }),
      ),
      attributes,
    },
    { description: 'One execution of an agent, from prompt to answer.' },
  ),
  $id: 'AgentRunInput',
}

export const AgentStepInputSchema = {
  ...Type.Object(
    {
      type: Type.Literal('step'),
      ...common,
      step_id: id('Unique within the run.'),
      prompt: text,
      response: text,
      model_requested: text,
      model_used: text,
      finish_reason: text,
      prompt_uncached_tokens: count,
      prompt_cached_tokens: count,
      completion_tokens: count,
      real_total_cost: Type.Optional(
        Type.Number({ description: 'US dollars; of one step at most 1000 count.' }),
      ),
      tool_definitions: text,
      ttft_ms: Type.Optional(Type.Number({ description: 'Milliseconds to the first token.' })),
      attributes,
    },
    { description: 'One request to a model and its answer.' },
  ),
  $id: 'AgentStepInput',
}

export const AgentToolCallInputSchema = {
  ...Type.Object(
    {
      type: Type.Literal('tool_call'),
      ...common,
      tool_call_id: id('Unique within the run.'),
      tool_name: Type.String({ maxLength: 255 }),
      args: anyJson('Text; anything else is kept as JSON.'),
      result: anyJson('Likewise.'),
      attributes,
    },
    { description: 'One call of a tool.' },
  ),
  $id: 'AgentToolCallInput',
}

export type RunItem = Static<typeof AgentRunInputSchema>
export type StepItem = Static<typeof AgentStepInputSchema>
export type ToolCallItem = Static<typeof AgentToolCallInputSchema>
export type Item = RunItem | StepItem | ToolCallItem

const item = Type.Union([
  reference(AgentRunInputSchema),
  reference(AgentStepInputSchema),
  reference(AgentToolCallInputSchema),
])

const times = { start_time: '2026-11-22T11:20:00.000Z', end_time: '2026-11-22T11:20:01.250Z' }
const EXAMPLE = {
  type: 'batch',
  items: [
    {
      type: 'run',
      run_id: 'f1c0b5ae-7a53-4b39-9d0d-1f7b1d6f2a10',
      ...times,
      status_code: 0,
      prompt: { user_prompt: 'Where is my order?', system_prompt: 'You help customers of a shop.' },
      response: 'It is on its way.',
      session_id: '5f0c9a7e-2b61-4f0e-9d3a-7c1e8b2f4a60',
      conversational: true,
      metadata: { 'tcc.agent': 'shop-assistant', 'tcc.userId': 'user-123', plan: 'pro' },
    },
    {
      type: 'tool_call',
      run_id: 'f1c0b5ae-7a53-4b39-9d0d-1f7b1d6f2a10',
      tool_call_id: 'call-1',
      ...times,
      status_code: 0,
      tool_name: 'track_order',
      args: '{"order":"A-17"}',
      result: '{"status":"shipped"}',
    },
  ],
}

/** For the document; the body is read by `read-items.ts`, whose refusals name the item and field. */
export const AgentIngestSchema = {
  ...Type.Unsafe<unknown>({
    anyOf: [
      ...item.anyOf,
      Type.Object(
        {
          type: Type.Literal('batch'),
          items: Type.Array(item, { minItems: 1, maxItems: MOST_ITEMS }),
        },
        { description: 'A run with its steps and tool calls. One bad item refuses all of it.' },
      ),
    ],
    examples: [EXAMPLE],
  }),
  $id: 'AgentIngest',
}
