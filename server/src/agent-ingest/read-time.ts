const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?$/i
/** The last millisecond that a date can say. */
const LATEST = 8.64e15

/** An ISO 8601 time as epoch milliseconds; without a zone it is UTC. */
export function isoTimeOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const [, day, clock, zone = 'Z'] = ISO.exec(value.trim()) ?? []
  if (day === undefined) return undefined
  const time = Date.parse(`${day}T${clock}${zone.toUpperCase()}`)
  return Number.isNaN(time) || time < 0 ? undefined : time
}

/** A time as ISO 8601 or as epoch milliseconds. */
export function timeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value >= 0 && value <= LATEST ? value : undefined
  return isoTimeOf(value)
}
