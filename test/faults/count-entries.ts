import { readCollector } from '../helpers/read-collector.ts'
import type { RunningCollector } from '../helpers/start-collector.ts'

export interface Counts {
  /** Different numbers that the collector holds. */
  stored: number
  /** Copies beyond the first. */
  duplicated: number
}

/** Reads over the API what the collector holds of the entries that carry a number. */
export async function countEntries(
  collector: RunningCollector,
  sessions: Iterable<string>,
): Promise<Counts> {
  const reader = readCollector(collector)
  const numbers: number[] = []
  for (const session of sessions) {
    for (const event of await reader.events(session)) {
      const text = event.type === 'console' || event.type === 'error' ? event.message : ''
      const number = /\bentry (\d+)$/.exec(text)?.[1]
      if (number !== undefined) numbers.push(Number(number))
    }
  }
  const stored = new Set(numbers).size
  return { stored, duplicated: numbers.length - stored }
}
