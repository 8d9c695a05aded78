import { ENTRY_BYTES_LIMIT, type WireEntry } from 'casefile/protocol'
import type { Static } from 'typebox'

import { ApiError } from '../http/api-error.ts'
import type { LogEntryInputSchema } from '../schemas/log-entry.ts'

type LogEntryInput = Static<typeof LogEntryInputSchema>

/** What the required fields of an entry take at the least, the shortest of values in them. */
const SMALLEST_ENTRY_BYTES = 80

const FIELDS = 6

/** Whether an entry is stored as it came, with all fields and no other. */
function isWhole(log: LogEntryInput): log is LogEntryInput & WireEntry {
  const { eventType, eventMetadata } = log
  return (
    eventType !== undefined && eventMetadata !== undefined && Object.keys(log).length === FIELDS
  )
}

/**
 * The entries to store. What a schema cannot say is checked here; the first bad one is named.
 * `bodyBytes` is the size of what they came in.
 */
export function readEntries(logs: readonly LogEntryInput[], bodyBytes: number): WireEntry[] {
  // Where the others leave no room for one that is too large, none needs to be measured.
  const mayBeTooLarge = bodyBytes - (logs.length - 1) * SMALLEST_ENTRY_BYTES > ENTRY_BYTES_LIMIT

  return logs.map((log, index) => {
    const { type, level, payload, timestamp, eventType = 'log', eventMetadata = {} } = log
    // The format lets through a leap second, which is no time on any computer's clock.
    if (Number.isNaN(Date.parse(timestamp))) {
      throw new ApiError('VALIDATION_ERROR', `logs[${index}].timestamp must be an ISO 8601 time`)
    }

    const entry: WireEntry = isWhole(log)
      ? log
      : { type, level, payload, timestamp, eventType, eventMetadata }
    const bytes = mayBeTooLarge ? Buffer.byteLength(JSON.stringify(entry)) : 0
    if (bytes > ENTRY_BYTES_LIMIT) {
      throw new ApiError(
        'VALIDATION_ERROR',
        `logs[${index}] is ${bytes} bytes as JSON; an entry may have at most ${ENTRY_BYTES_LIMIT}`,
      )
    }
    return entry
  })
}
