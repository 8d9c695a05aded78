export interface TimeAxis {
  /** Epoch milliseconds. */
  start: number
  /** Milliseconds; never 0. */
  length: number
  /** Milliseconds from the start, at most seven, the first 0. */
  ticks: number[]
}

const MOST_TICKS = 6
const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Above five seconds: not `16 min 40 s`. */
const CLOCK_STEPS = [
  10_000,
  20_000,
  30_000,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
]

/** One axis for all that has a begin and an end; what goes on reaches to `now`. */
export function timeAxis(
  spans: readonly { start: number; end: number | undefined }[],
  now: number,
): TimeAxis {
  const start = spans.reduce((first, span) => Math.min(first, span.start), Infinity)
  const end = spans.reduce((last, span) => Math.max(last, span.end ?? now, span.start), -Infinity)
  const length = Math.max(1, end - start)
  const step = niceStep(length / MOST_TICKS)
  const ticks = Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step)
  return { start, length, ticks }
}

/** Where a span stands on the axis, in percent. */
export function placeOn(
  { start, length }: TimeAxis,
  span: { start: number; end: number | undefined },
): { left: number; width: number } {
  const left = ((span.start - start) / length) * 100
  const width = span.end === undefined ? 100 - left : ((span.end - span.start) / length) * 100
  return { left: clamp(left), width: Math.max(0, Math.min(width, 100 - clamp(left))) }
}

/** A step that people count in, not less than `least`. */
function niceStep(least: number): number {
  const hours = decimalStep(least / HOUR) * HOUR
  if (least > 30 * MINUTE) return hours
  if (least > 5_000) return CLOCK_STEPS.find((step) => step >= least) ?? hours
  return decimalStep(least)
}

/** 1, 2 or 5 times a power of ten. */
function decimalStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)))
  return ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power
}

function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent))
}
