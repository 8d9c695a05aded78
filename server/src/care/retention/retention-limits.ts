export interface RetentionLimits {
  /** Entries and recordings are removed when they are older. */
  maxDays: number
  /** All data together may take this much; `undefined` for no limit. */
  maxBytes: number | undefined
  /** Issues are removed when they are older; `undefined` keeps them. */
  issueDays: number | undefined
}

/** Subject of the job that a running collector does with its own limits. */
export const OWN_LIMITS = 'own limits'

/** The limits as the subject of a job, for a collector to do it with. */
export function writeLimits(limits: RetentionLimits): string {
  return JSON.stringify(limits)
}

/** Reads what `writeLimits` wrote. */
export function readLimits(subject: string, own: RetentionLimits): RetentionLimits {
  if (subject === OWN_LIMITS) return own
  const { maxDays, maxBytes, issueDays } = JSON.parse(subject) as RetentionLimits
  return { maxDays, maxBytes, issueDays }
}
