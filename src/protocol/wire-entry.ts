import type { Json, Level } from './events.ts'

/** One log entry as `POST /v1/sessions/:id/logs` takes it and `GET /v1/issues/:id` gives it. */
export interface WireEntry {
  type: 'console' | 'network' | 'storage'
  level: Level
  payload: { [key: string]: Json }
  /** ISO 8601 with milliseconds. */
  timestamp: string
  eventType: 'log' | 'click' | 'navigation'
  eventMetadata: { [key: string]: Json }
}
