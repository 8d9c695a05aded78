import type { Json } from 'casefile/protocol'
import Type from 'typebox'

import { JsonObjectSchema } from '../../schemas/log-entry.ts'
import { nullable } from '../../schemas/reference.ts'

/** Shapes of fields that many answers have. */
export const text = Type.String()
export const count = Type.Integer({ minimum: 0 })
export const time = Type.String({ format: 'date-time' })
export const nullableText = nullable(text)
export const nullableTime = nullable(time)
export const nullableCount = nullable(count)
export const milliseconds = nullable(
  Type.Number({ description: 'Milliseconds; null where nothing lasts, and while it goes on.' }),
)
export const cost = nullable(Type.Number({ description: 'US dollars; null when nobody said.' }))
export const success = Type.Literal(true)

/** How each answer with a list begins. */
export const listFields = {
  success,
  total: count,
  offset: count,
  limit: Type.Integer({ minimum: 1, maximum: 200 }),
}

export const dataObject = Type.Unsafe<{ [key: string]: Json }>({
  ...JsonObjectSchema,
  description: 'What the event carries; of one that was sent here, as it was sent.',
})
