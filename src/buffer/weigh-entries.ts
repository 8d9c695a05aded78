import type { WireEntry } from '../protocol/index.ts'
import { CONTEXT, ERROR, PLAIN, WARNING } from './choose-dropped.ts'

/** An error is seldom understood without what came just before it. */
const LEAD = 5_000

/** What the entries of one session are worth, beginning with the first. */
export function weighEntries(entries: readonly Pick<WireEntry, 'level' | 'timestamp'>[]): number[] {
  const worths: number[] = []
  let nextError = Infinity

  // From the last to the first, because an error lends its worth to what came before it.
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const { level, timestamp } = entries[index]!
    const time = Date.parse(timestamp)
    if (level === 'error') nextError = time
    worths[index] =
      level === 'error'
        ? ERROR
        : level === 'warn'
          ? WARNING
          : Math.abs(nextError - time) <= LEAD
            ? CONTEXT
            : PLAIN
  }
  return worths
}
