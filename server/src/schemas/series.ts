import Type from 'typebox'

import { nullable, reference } from './reference.ts'

const duration = nullable(Type.Number({ description: 'Milliseconds, right to 2 %; null of none.' }))

export const SeriesStepSchema = {
  ...Type.Object({
    from: Type.String({ format: 'date-time' }),
    entries: Type.Integer(),
    errors: Type.Integer({ description: 'As search finds them: without failed requests.' }),
    warnings: Type.Integer({ description: 'As search finds them.' }),
    requests: Type.Integer({ description: 'Of the page, failed ones included.' }),
    failedRequests: Type.Integer(),
    bytes: Type.Integer({ description: 'Size of the entries as JSON.' }),
    durations: Type.Object({ p50: duration, p95: duration, p99: duration }),
  }),
  $id: 'SeriesStep',
}

export const SeriesSchema = {
  ...Type.Object(
    {
      from: Type.String({ format: 'date-time' }),
      to: Type.String({ format: 'date-time' }),
      steps: Type.Array(reference(SeriesStepSchema), {
        description: 'Oldest first; steps in which nothing happened are left out.',
      }),
    },
    { description: 'Figures by the time at which entries happened.' },
  ),
  $id: 'Series',
}
