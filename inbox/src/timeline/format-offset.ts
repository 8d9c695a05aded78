/** A time beside another, e.g. the report: `-0:07` for seven seconds before it. */
export function formatOffset(offset: number): string {
  return `${offset <= -1_000 ? '-' : offset >= 1_000 ? '+' : ''}${formatLength(Math.abs(offset))}`
}

/** A length of time, e.g. `1:03`, or `1:00:03` from an hour on. */
export function formatLength(length: number): string {
  const seconds = Math.floor(Math.max(0, length) / 1_000)
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60]
  const hours = Math.floor(seconds / 3_600)

  if (hours === 0) return `${parts[0]}:${pad(parts[1])}`
  return [hours, ...parts.map(pad)].join(':')
}

function pad(part = 0): string {
  return String(part).padStart(2, '0')
}
