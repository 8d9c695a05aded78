const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i

/** The last millisecond that ISO 8601 writes with four digits of year. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/**
 * A time of a query as epoch milliseconds, or `undefined` when it is none: ISO 8601, without a
 * zone in UTC, or a count of milliseconds. A `+` that was not escaped arrives as a space.
 */
export function readMoment(text: string): number | undefined {
  if (/^\d{1,15}$/.test(text)) return inRange(Number(text))

  const iso = text.trim().replace(/ (?=\d\d(?::?\d\d)?$)/, '+')
  const [match, year, month, day, zone] = ISO.exec(iso) ?? []
  if (match === undefined || !isDay(Number(year), Number(month), Number(day))) return undefined
  const zoned = iso.length === 10 || zone !== undefined ? iso : `${iso}Z`
  return inRange(Date.parse(zoned.replace(/([+-]\d\d)(\d\d)?$/, wholeOffset)))
}

/** `+0200` and `+02` as `+02:00`, which every engine reads; the day of a date is no offset. */
function wholeOffset(found: string, hours: string, minutes: string | undefined, at: number) {
  return at <= 10 ? found : `${hours}:${minutes ?? '00'}`
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function inRange(time: number): number | undefined {
  return time >= 0 && time <= LAST ? time : undefined
}
