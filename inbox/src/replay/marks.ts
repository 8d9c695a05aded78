import { KINDS, type Kind, type TimelineRow } from '../timeline/timeline-row.ts'

const LANES = [...KINDS, 'loss'] as const

export interface Lane {
  kind: Kind | 'loss'
  /** Places from 0 to `MARK_PLACES` - 1, each once. */
  places: number[]
}

/** Finer than this, marks on a scrub bar cannot be told apart. */
export const MARK_PLACES = 240

/** Where on the scrub bar something happened, lane by lane; lanes without marks are left out. */
export function findMarks(
  rows: readonly TimelineRow[],
  { start, end }: { start: number; end: number },
): Lane[] {
  const lanes = new Map<string, Set<number>>()
  const length = Math.max(1, end - start)

  for (const { event, lane } of rows) {
    if (event.time < start || event.time > end) continue
    const place = Math.round(((event.time - start) / length) * (MARK_PLACES - 1))
    lanes.set(lane, (lanes.get(lane) ?? new Set()).add(place))
  }

  return LANES.flatMap((kind) => {
    const places = lanes.get(kind)
    return places ? [{ kind, places: [...places] }] : []
  })
}
