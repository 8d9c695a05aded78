import type { Mode } from './options.ts'

/** Modes in the order in which a visit falls through them, each with its share of what comes. */
export type Sampling = readonly (readonly [Mode, rate: number])[]

/** Hexadecimal digits of one draw; an id has twelve random ones at its end. */
const DIGITS = 4

/**
 * Returns what says in which mode a visit is recorded; in none when it is not recorded. Derived from
 * the session's id, so that all pages and tabs of a visit agree, and drawn anew for each step: the
 * second rate is a share of what the first one left.
 */
export function createDraw(sampling: Sampling): (sessionId: string) => Mode | undefined {
  let last: string | undefined
  let mode: Mode | undefined

  return (sessionId) => {
    if (sessionId !== last) {
      last = sessionId
      mode = sampling.find(([, rate], step) => {
        const digits = sessionId.slice(24 + step * DIGITS).slice(0, DIGITS)
        return parseInt(digits, 16) / 16 ** DIGITS < rate
      })?.[0]
    }
    return mode
  }
}
