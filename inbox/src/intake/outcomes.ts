export type Outcome = 'accepted' | 'limited' | 'truncated' | 'rejected' | 'dropped'

export interface Total {
  item: 'requests' | 'bytes' | 'entries' | 'replay' | 'issues' | 'spans'
  level: string | null
  outcome: Outcome
  reason: string | null
  count: number
}

/** `GET /api/casefile/v1/projects/:id/outcomes` */
export interface Outcomes {
  from: string
  to: string
  totals: Total[]
  parts: ({ from: string } & { [outcome in Outcome]: number })[]
  /** Requests of no project. */
  collector: Total[]
  storage: {
    isFull: boolean
    freeBytes: number
    minFreeBytes: number
    usedBytes: number | null
  } | null
}

export interface Row {
  outcome: Outcome
  reason: string | null
  count: number
}

/** One row an outcome and reason, what was accepted first, then the largest. */
export function rowsOf(totals: readonly Total[], items: readonly Total['item'][]): Row[] {
  const rows = new Map<string, Row>()
  for (const { item, outcome, reason, count } of totals) {
    if (!items.includes(item)) continue
    const id = `${outcome} ${reason}`
    const row = rows.get(id)
    if (row) row.count += count
    else rows.set(id, { outcome, reason, count })
  }
  return [...rows.values()].sort(
    (a, b) => Number(b.reason === null) - Number(a.reason === null) || b.count - a.count,
  )
}

/** What was sent is what was stored and what was not; what was shortened is among the stored. */
export function countSeen(rows: readonly Row[]): { seen: number; missing: number } {
  const sum = (outcomes: readonly Outcome[]) =>
    rows
      .filter(({ outcome }) => outcomes.includes(outcome))
      .reduce((total, { count }) => total + count, 0)
  const missing = sum(['limited', 'rejected', 'dropped'])
  return { seen: sum(['accepted']) + missing, missing }
}
