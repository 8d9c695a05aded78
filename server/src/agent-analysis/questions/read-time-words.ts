import { WEEK, weekBefore, weekOf } from '../insights/week.ts'
import type { TimeRange } from '../../storage/traces/source.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const UNITS: { [unit: string]: number } = {
  minute: MINUTE,
  hour: HOUR,
  day: DAY,
  week: WEEK,
  month: 30 * DAY,
}

const NUMBERS: { [word: string]: number } = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  ten: 10,
}

/** What is compared with the week before is this week. */
const COMPARED =
  /\b(?:compared (?:to|with)|versus|vs\.?|than) (?:the )?(?:last|previous) (week|month)\b/

/** The time that the words of a question mean, in UTC; `undefined` when it says none. */
export function readTimeWords(question: string, now: number): TimeRange | undefined {
  const words = question.toLowerCase().replace(COMPARED, 'this $1')
  const today = now - (now % DAY)
  const has = (pattern: RegExp) => pattern.test(words)

  if (has(/\byesterday\b/)) return { from: today - DAY, to: today }
  if (has(/\b(today|so far today)\b/)) return { from: today, to: now }
  if (has(/\bthis week\b/)) return { from: weekOf(now).from, to: now }
  if (has(/\b(last|previous) week\b/)) return weekBefore(weekOf(now))
  if (has(/\bthis month\b/)) return { from: monthOf(now, 0), to: now }
  if (has(/\b(last|previous) month\b/)) return { from: monthOf(now, -1), to: monthOf(now, 0) }

  const span =
    /\b(?:last|past|previous) (?:(\d{1,4}|two|three|four|five|six|seven|ten) )?(minute|hour|day|week|month)s?\b/.exec(
      words,
    )
  if (!span) return undefined
  const [, count = '1', unit = ''] = span
  return { from: now - (NUMBERS[count] ?? Number(count)) * (UNITS[unit] ?? DAY), to: now }
}

/** Begin of a month, so many after the one of this moment. */
function monthOf(time: number, offset: number): number {
  const date = new Date(time)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1)
}
