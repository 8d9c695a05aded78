interface Day {
  bucket: string
  events: number
}

const DAY = 24 * 60 * 60_000
/** More cannot be told apart. */
const MOST_DAYS = 90
/** Fewer look like no chart. */
const FEWEST_DAYS = 14

/** Every day from the first to today, those without events too; of long times the latest. */
export function fillDays(timeline: readonly Day[], now: number): Day[] {
  const counts = new Map<number, number>()
  for (const { bucket, events } of timeline) {
    const day = Math.floor(Date.parse(bucket) / DAY)
    counts.set(day, (counts.get(day) ?? 0) + events)
  }
  if (counts.size === 0) return []

  const today = Math.floor(now / DAY)
  const length = Math.min(MOST_DAYS, Math.max(FEWEST_DAYS, today - Math.min(...counts.keys()) + 1))
  return Array.from({ length }, (_, index) => {
    const day = today - length + 1 + index
    return { bucket: new Date(day * DAY).toISOString(), events: counts.get(day) ?? 0 }
  })
}
