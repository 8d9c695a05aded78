import Type from 'typebox'

import { count, nullableTime, share, text } from './fields.ts'

export const CompanyPatternSchema = {
  ...Type.Object(
    {
      slug: text,
      name: text,
      description: text,
      built_in: Type.Boolean(),
      run_count: count,
      session_count: count,
      user_count: count,
      rate: share,
      first_seen: nullableTime,
      last_seen: nullableTime,
      trend: Type.Enum(['up', 'down', 'flat'], {
        description: 'The rate against the same length of time before.',
      }),
    },
    { description: 'A pattern of behaviour, and the runs in the range that show it.' },
  ),
  $id: 'CompanyPattern',
}
