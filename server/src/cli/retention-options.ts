import { FEWEST_DAYS } from '../care/retention/plan-days.ts'
import { byteSize, wholeNumber } from './option-values.ts'
import { option } from './option.ts'

const MOST_DAYS = 36_500

/** How long data stays, and how much of it. */
export const RETENTION_OPTIONS = {
  maxDays: option({
    placeholder: 'N',
    summary: 'Remove entries and recordings older than N days; issues keep theirs.',
    environment: true,
    fallback: 30,
    read: wholeNumber('a number of days that works', { from: FEWEST_DAYS, to: MOST_DAYS }),
  }),
  maxBytes: option<number | undefined>({
    placeholder: 'SIZE',
    summary: 'Remove the oldest entries when all data takes more, e.g. 20GB. No limit by default.',
    environment: true,
    fallback: undefined,
    read: byteSize,
  }),
  issueDays: option<number | undefined>({
    placeholder: 'N',
    summary: 'Remove issues older than N days. By default they are kept.',
    environment: true,
    fallback: undefined,
    read: wholeNumber('a number of days', { from: 1, to: MOST_DAYS }),
  }),
}
