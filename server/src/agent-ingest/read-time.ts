const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?$/i
/** What `Date.prototype.toISOString` writes, as nearly everybody sends it. */
const PLAIN = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
/** The last millisecond that a date can say. */
const LATEST = 8.64e15

/** An ISO 8601 time as epoch milliseconds; without a zone it is UTC. */
export function isoTimeOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const time = Date.parse(PLAIN.test(value) ? value : plainly(value))
  return Number.isNaN(time) || time < 0 ? undefined : time
}

/** As the one form that every engine reads; nothing when it is no ISO 8601. */
function plainly(text: string): string {
  const [, day, clock, zone = 'Z'] = ISO.exec(text.trim()) ?? []
  return day === undefined ? '' : `${day}T${clock}${zone.toUpperCase()}`
}

/** A time as ISO 8601 or as epoch milliseconds. */
export function timeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value >= 0 && value <= LATEST ? value : undefined
  return isoTimeOf(value)
}
