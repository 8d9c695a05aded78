import type { Severity } from './insight-types.ts'

const PRIORITIES = { high: 'P0', medium: 'P1', low: 'P3' }

/** The word says it; colour helps those who see it. */
export function SeverityTag({ severity, count }: { severity: Severity; count?: number }) {
  if (count === 0) return null
  return (
    <span class="priority" data-priority={PRIORITIES[severity]}>
      {count !== undefined && `${count} `}
      {severity}
    </span>
  )
}
