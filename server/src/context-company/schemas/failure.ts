import Type from 'typebox'

import { FAILURE_STATUSES } from '../../storage/traces/failure-store.ts'
import { count, nullableText, text, time } from './fields.ts'

export const failureStatus = Type.Enum([...FAILURE_STATUSES])
export const entityType = Type.Enum(['run', 'tool_call'])

const failureFields = {
  failure_id: text,
  title: Type.String({ description: 'The message, with a placeholder where it differs.' }),
  message: Type.String({ description: 'The latest message as it came.' }),
  entity_type: entityType,
  tool_name: nullableText,
  status: Type.Enum([...FAILURE_STATUSES], {
    description: 'A new event makes a resolved failure active again; an ignored one stays ignored.',
  }),
  events: count,
  affected_runs: count,
  affected_sessions: count,
  affected_users: count,
  first_seen: Type.String({ format: 'date-time', description: 'Over all time.' }),
  last_seen: Type.String({ format: 'date-time', description: 'Over all time.' }),
  sample_run_id: text,
}

export const CompanyFailureSchema = {
  ...Type.Object(failureFields, {
    description: 'Failures that look alike; counted are those in the range.',
  }),
  $id: 'CompanyFailure',
}

export const CompanyFailureDetailSchema = {
  ...Type.Object(
    {
      ...failureFields,
      timeline: Type.Array(Type.Object({ bucket: time, events: count }), {
        description: 'Days with such a failure, oldest first.',
      }),
      samples: Type.Array(
        Type.Object({
          run_id: text,
          tool_call_id: nullableText,
          session_id: nullableText,
          message: text,
          occurred_at: time,
        }),
        { description: 'The latest 20, newest first.' },
      ),
      models: Type.Array(text),
      agents: Type.Array(text),
    },
    { description: 'Failures that look alike, over all time.' },
  ),
  $id: 'CompanyFailureDetail',
}
