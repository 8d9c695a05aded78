import { quantile } from './quantile.mjs'
import { ROWS } from './rows.mjs'

/**
 * What a round costs when little else runs: what disturbs a measurement only ever adds to it, and a
 * median keeps half of that.
 */
const QUIET = 0.25

/** One line a row: what each subject costs, as the table shows it. */
export function summarise(samples, sizes, rows = ROWS) {
  return rows.map((row) => ({
    ...row,
    values: Object.fromEntries(
      Object.keys(samples).map((subject) => [
        subject,
        row.key === 'size' ? { value: sizes[subject] } : summariseOne(samples, subject, row),
      ]),
    ),
  }))
}

function summariseOne(samples, subject, row) {
  const values = samples[subject].map((sample) => sample[row.key])
  const base = baseOf(samples, row)
  return {
    value: quantile(values, QUIET) - base,
    median: quantile(values, 0.5) - base,
    lowest: Math.min(...values) - base,
    highest: Math.max(...values) - base,
  }
}

function baseOf(samples, row) {
  if (row.over)
    return quantile(
      samples.none.map((sample) => sample[row.key]),
      QUIET,
    )
  return 0
}
