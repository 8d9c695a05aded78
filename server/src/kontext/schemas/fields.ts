import type { Json } from 'casefile/protocol'
import Type from 'typebox'

import { CALL_OUTCOMES } from '../../storage/traces/span-parts.ts'
import { nullable } from '../../schemas/reference.ts'

/** Shapes of fields that many answers have. */
export const text = Type.String()
export const count = Type.Integer({ minimum: 0 })
export const time = Type.String({ format: 'date-time' })
export const nullableText = nullable(text)
export const nullableTime = nullable(time)
export const nullableCount = nullable(count)
export const agentId = Type.String({ format: 'uuid' })
export const status = Type.Enum([...CALL_OUTCOMES])
export const nullableObject = Type.Unsafe<{ [key: string]: Json } | null>({
  type: ['object', 'null'],
  additionalProperties: true,
})
