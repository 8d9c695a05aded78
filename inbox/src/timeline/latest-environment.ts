import type { Json } from 'casefile/protocol'

import type { TimelineRow } from './timeline-row.ts'

/** What the page last recorded of the browser and the device around it. */
export function latestEnvironment(rows: readonly TimelineRow[]): { [name: string]: Json } {
  const latest = rows.filter(({ event }) => event.type === 'environment').at(-1)?.event
  return latest?.type === 'environment' ? latest.facts : {}
}
