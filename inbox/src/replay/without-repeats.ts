import { isRecord } from './is-record.ts'

/**
 * Leaves out events that stand there already. Two reports in one visit each bring the recording
 * of the minutes before them; replayed twice, a change of the page would be made twice.
 */
export function withoutRepeats(events: readonly unknown[]): unknown[] {
  const seen = new Map<string, unknown[]>()

  return events.filter((event) => {
    const moment = isRecord(event) ? `${String(event.timestamp)} ${String(event.type)}` : ''
    const others = seen.get(moment)
    if (!others) {
      seen.set(moment, [event])
      return true
    }

    // Only what happened in the same millisecond is worth comparing in full.
    const text = JSON.stringify(event)
    if (others.some((other) => JSON.stringify(other) === text)) return false
    others.push(event)
    return true
  })
}
