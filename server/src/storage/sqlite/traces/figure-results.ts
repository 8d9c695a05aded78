import { quantile } from '../../duration-sketch.ts'
import type { DurationFigures } from '../../traces/agent-figures.ts'
import type { Figures } from './figure-writer.ts'

/** Most first, those with as many by name. */
export function by<Count extends string, Name extends string>(count: Count, name: Name) {
  type Row = Record<Count, number> & Record<Name, string>
  return (a: Row, b: Row) => b[count] - a[count] || (a[name] < b[name] ? -1 : 1)
}

export function toDurations({ durations, durationSum, sketch }: Figures): DurationFigures {
  return {
    avg: averageOf({ durations, durationSum }),
    p50: quantile(sketch, 0.5),
    p95: quantile(sketch, 0.95),
    p99: quantile(sketch, 0.99),
  }
}

export function averageOf({
  durations,
  durationSum,
}: Pick<Figures, 'durations' | 'durationSum'>): number | null {
  return durations === 0 ? null : durationSum / durations / 1000
}
