import Type from 'typebox'

import { ITEMS, OUTCOMES, REASONS } from '../outcomes/outcome.ts'
import { nullable, reference } from './reference.ts'

export const OutcomeTotalSchema = {
  ...Type.Object({
    item: Type.Enum([...ITEMS], { description: 'What is counted; `bytes` as they were sent.' }),
    level: nullable(Type.String({ description: 'Of entries: error, warn, info or debug.' })),
    outcome: Type.Enum([...OUTCOMES]),
    reason: nullable(
      Type.String({ description: `Null when accepted, else ${REASONS.join(', ')}.` }),
    ),
    count: Type.Integer(),
  }),
  $id: 'OutcomeTotal',
}

const storage = Type.Object({
  isFull: Type.Boolean({ description: 'Nothing is taken in until there is room.' }),
  freeBytes: Type.Integer(),
  minFreeBytes: Type.Integer({ description: 'What stays free.' }),
  usedBytes: nullable(Type.Integer({ description: 'Known only when `--max-bytes` is set.' })),
})

export const OutcomesSchema = {
  ...Type.Object(
    {
      from: Type.String({ format: 'date-time', description: 'Of the first whole minute or hour.' }),
      to: Type.String({ format: 'date-time' }),
      totals: Type.Array(reference(OutcomeTotalSchema)),
      parts: Type.Array(
        Type.Object({
          from: Type.String({ format: 'date-time' }),
          accepted: Type.Integer(),
          limited: Type.Integer(),
          truncated: Type.Integer(),
          rejected: Type.Integer(),
          dropped: Type.Integer(),
        }),
        { description: 'The entries again, over time, in at most 61 parts of equal length.' },
      ),
      collector: Type.Array(reference(OutcomeTotalSchema), {
        description:
          'Requests of no project, e.g. with an unknown key. Empty for a project key: they are nobody’s.',
      }),
      storage: nullable(storage),
    },
    {
      description:
        'What became of everything that was sent: seen = accepted + limited + rejected + dropped.',
    },
  ),
  $id: 'Outcomes',
}
