import type { Mode } from './options.ts'

/** Modes in the order in which a visit falls through them, each with its share of what comes. */
export type Sampling = readonly (readonly [Mode, rate: number])[]

/** Hexadecimal digits of one draw; an id has twelve random ones at its end. */
const DIGITS = 4

/**
 * The mode a visit is recorded in; none when it is not recorded. Derived from the session's id,
 * so that all pages and tabs of a visit agree, and drawn anew for each step: the second rate is
 * a share of what the first one left.
 */
export function drawMode(sessionId: string, sampling: Sampling): Mode | undefined {
  return sampling.find(([, rate], step) => {
    const digits = sessionId.slice(24 + step * DIGITS).slice(0, DIGITS)
    return parseInt(digits, 16) / 16 ** DIGITS < rate
  })?.[0]
}
