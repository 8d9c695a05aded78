import type { Json } from 'casefile/protocol'
import Type from 'typebox'

import { reference } from './reference.ts'

/** Any JSON object. Its inside is checked by nobody: it is the page's. */
export const JsonObjectSchema = Type.Unsafe<{ [key: string]: Json }>({
  type: 'object',
  additionalProperties: true,
})

const type = Type.Enum(['console', 'network', 'storage'])
const level = Type.Enum(['error', 'warn', 'info', 'debug'])
const eventType = ['log', 'click', 'navigation'] as const
const timestamp = Type.String({ format: 'date-time', description: 'ISO 8601 with a time zone.' })

export const LogEntryInputSchema = {
  ...Type.Object(
    {
      type,
      level,
      payload: JsonObjectSchema,
      timestamp,
      eventType: Type.Optional(Type.Enum([...eventType], { default: 'log' })),
      eventMetadata: Type.Optional(
        Type.Unsafe<{ [key: string]: Json }>({ ...JsonObjectSchema, default: {} }),
      ),
    },
    { description: 'One log entry, at most 64 KiB as JSON.' },
  ),
  $id: 'LogEntryInput',
}

/** What a page sends when a payment fails. */
export const LOGS_EXAMPLE = {
  logs: [
    {
      type: 'network',
      level: 'error',
      payload: { method: 'POST', url: 'https://shop.example/api/pay', status: 502 },
      timestamp: '2026-11-22T11:20:00.000Z',
    },
    {
      type: 'console',
      level: 'error',
      payload: { message: 'Payment failed' },
      timestamp: '2026-11-22T11:20:00.120Z',
      eventType: 'log',
      eventMetadata: { page: 'https://shop.example/checkout' },
    },
  ],
}

export const LogEntrySchema = {
  ...Type.Object(
    {
      entryId: Type.String({ description: 'Never changes; evidence is cited by it.' }),
      type,
      level,
      payload: JsonObjectSchema,
      timestamp,
      eventType: Type.Enum([...eventType]),
      eventMetadata: JsonObjectSchema,
    },
    { description: 'A stored log entry.' },
  ),
  $id: 'LogEntry',
}

export const logEntry = reference(LogEntrySchema)
