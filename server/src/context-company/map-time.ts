import type { StatusCode } from '../storage/traces/span-parts.ts'

/** ISO 8601 with milliseconds; stored times may have a fraction of one. */
export function isoTime(time: number): string {
  return new Date(time).toISOString()
}

/** Milliseconds to the microsecond; `null` while it goes on. */
export function lasted({ startTime, endTime }: { startTime: number; endTime: number | null }) {
  return endTime === null ? null : toMicroseconds(Math.max(0, endTime - startTime))
}

/** Without the digits that binary fractions leave behind. */
export function toMicroseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000
}

export function nameOfStatus(code: StatusCode): 'ok' | 'error' {
  return code === 2 ? 'error' : 'ok'
}
