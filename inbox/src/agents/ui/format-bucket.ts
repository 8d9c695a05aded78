const HOUR = 60 * 60_000
const hours = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })

/** When a part of a chart begins, as exactly as the part is long. */
export function formatBucket(at: string, step: number): string {
  const time = Date.parse(at)
  if (Number.isNaN(time)) return at
  return (step < 24 * HOUR ? hours : days).format(time)
}

/** Milliseconds from part to part. */
export function stepOf(buckets: readonly { bucket: string }[]): number {
  const [first, second] = buckets
  return first && second ? Date.parse(second.bucket) - Date.parse(first.bucket) : HOUR
}
