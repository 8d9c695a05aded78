import { getSeries } from '../api.ts'
import type { SeriesStep } from '../api-types.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const HOURS = 24

export interface Figure {
  /** Of the whole time; null when there was nothing to measure. */
  value: number | null
  hours: (number | null)[]
}

export interface Figures {
  /** Begin of the first hour, epoch milliseconds. */
  from: number
  errors: Figure
  failedRequests: Figure
  /** Milliseconds that 95 of 100 requests took at most. */
  p95: Figure
}

/** The last 24 hours, hour by hour and as a whole: a percentile is no sum of its hours. */
export async function loadFigures(projectId: string, signal: AbortSignal): Promise<Figures> {
  const to = Math.ceil(Date.now() / MINUTE) * MINUTE
  const from = to - HOURS * HOUR
  const [steps, [whole]] = await Promise.all([
    getSeries(projectId, { from, to, step: HOUR / MINUTE, signal }),
    getSeries(projectId, { from, to, step: (HOURS * HOUR) / MINUTE, signal }),
  ])

  const read = (value: (step: SeriesStep) => number | null, none: number | null): Figure => {
    const hours = Array.from({ length: HOURS }, () => none)
    for (const step of steps) hours[Math.floor((Date.parse(step.from) - from) / HOUR)] = value(step)
    return { value: whole ? value(whole) : none, hours }
  }
  return {
    from,
    errors: read(({ errors }) => errors, 0),
    failedRequests: read(({ failedRequests }) => failedRequests, 0),
    p95: read(({ durations }) => durations.p95, null),
  }
}

/** The hour with the most, and when it began. */
export function peakOf(
  { hours }: Figure,
  from: number,
): { value: number; time: number } | undefined {
  const value = Math.max(0, ...hours.map((hour) => hour ?? 0))
  return value === 0 ? undefined : { value, time: from + hours.indexOf(value) * HOUR }
}

export function hourAt(from: number, index: number): number {
  return from + index * HOUR
}
