import { isKind, type Kind, type TimelineRow } from './timeline-row.ts'

export interface TimelineFilter {
  /** Empty for all kinds. */
  kinds: Kind[]
  text: string
}

export function readTimelineFilter(query: URLSearchParams): TimelineFilter {
  return {
    kinds: (query.get('kinds') ?? '').split(',').filter(isKind),
    text: query.get('grep') ?? '',
  }
}

/** Gaps stay whatever the kinds are: what is missing may have been of any of them. */
export function filterRows(
  rows: readonly TimelineRow[],
  { kinds, text }: TimelineFilter,
): TimelineRow[] {
  const wanted = text.trim().toLowerCase()
  return rows.filter(({ lane, said }) => {
    if (lane !== 'loss' && kinds.length > 0 && !kinds.includes(lane)) return false
    return wanted === '' || said.includes(wanted)
  })
}

export function countKinds(rows: readonly TimelineRow[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { lane } of rows) counts.set(lane, (counts.get(lane) ?? 0) + 1)
  return counts
}
