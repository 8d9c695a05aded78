import type { OutcomeRange } from '../storage/meta/outcome-store.ts'
import { MINUTES_KEPT } from './forget-outcomes.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Up to this length a range is answered to the minute. */
const MINUTES_UP_TO = 6 * HOUR
/** An hour that begins within a minute, by the minute; more bars would not fit a small screen. */
const MOST_PARTS = 61

/** What is read for a range: whole minutes or hours, in at most 61 parts. */
export function outcomeRange({
  from,
  to,
  now,
}: {
  from: number
  to: number
  now: number
}): OutcomeRange {
  const isFine = to - from <= MINUTES_UP_TO && from > now - MINUTES_KEPT
  const grain = isFine ? MINUTE : HOUR
  const start = Math.floor(from / grain) * grain
  const end = Math.ceil(to / grain) * grain
  const step = Math.max(1, Math.ceil((end - start) / MOST_PARTS / grain)) * grain
  return { from: start, to: end, grain: isFine ? 'minute' : 'hour', step }
}
