import Type from 'typebox'

import { nullable } from '../../schemas/reference.ts'

/** Shapes of fields that many answers have. */
export const text = Type.String()
export const count = Type.Integer({ minimum: 0 })
export const amount = Type.Number({ minimum: 0 })
export const time = Type.String({ format: 'date-time' })
export const nullableText = nullable(text)
export const nullableTime = nullable(time)
export const nullableNumber = nullable(Type.Number())

export const duration = nullable(
  Type.Number({ description: 'Milliseconds; null while it goes on.' }),
)
export const averageDuration = nullable(
  Type.Number({ description: 'Milliseconds; null when nothing has ended.' }),
)
export const percentile = nullable(
  Type.Number({ description: 'Milliseconds, right to 2 %; null when nothing has ended.' }),
)
export const cost = nullable(Type.Number({ description: 'US dollars; null when nobody said.' }))
export const share = Type.Number({ minimum: 0, maximum: 1, description: 'From 0 to 1.' })
export const status = Type.Enum(['ok', 'error'])
export const statusCode = Type.Integer({ enum: [0, 2], description: '2 is an error.' })
