import Type from 'typebox'

import { count, success, text, time } from './fields.ts'

export const AgentListSchema = {
  ...Type.Object(
    {
      success,
      total: count,
      agents: Type.Array(
        Type.Object({
          id: Type.String({ description: 'A UUID made from the name, always the same.' }),
          name: text,
          runCount: count,
          lastRunAt: time,
        }),
      ),
    },
    { description: 'The agents whose runs have come in, by name.' },
  ),
  $id: 'AgentList',
}
