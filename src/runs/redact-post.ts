import { redactValue } from '../privacy/redact-value.ts'
import type { Json } from '../protocol/index.ts'
import { redactText } from '../protocol/redaction/redact-text.ts'

/** Fields that people, models and tools write. The others are ids, names, times and counts. */
const WRITTEN =
  /^((user_|system_)?prompt|response|full_(in|out)put|status_message|args|result|text|tool_definitions)$/

/**
 * A body of `casefile/agent` without the secrets in its texts. Who a run was for goes as the app
 * named them.
 */
export function redactPost(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return WRITTEN.test(field) ? redactText(value) : value
  if (Array.isArray(value)) return value.map((item) => redactPost(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
      if (field !== 'metadata') return [[key, redactPost(item, key)]]
      if (key.startsWith('tcc.')) return [[key, item]]
      return Object.entries(redactValue({ [key]: item as Json }) as object)
    }),
  )
}
