import { asStored, type Segment, segmentPrefix } from './buffer/records.ts'
import type { Store } from './buffer/store.ts'
import type { WriteAhead } from './buffer/write-ahead.ts'
import type { Trail } from './trail.ts'

export interface ReadStepsOptions {
  store: Store
  writeAhead: WriteAhead
  trail: Trail
  /** The capture key. */
  project: string
}

/**
 * What was done in a session so far, as far as this device still knows: all of this page, and what
 * its earlier pages wrote and nobody has delivered yet.
 */
export async function readSteps(
  { store, writeAhead, trail, project }: ReadStepsOptions,
  sessionId: string,
): Promise<string[]> {
  // What is in memory only is not redacted before it is written.
  await writeAhead.write()
  const segments = asStored<Segment>(await store.list([...segmentPrefix(project), sessionId]))
  const events = [...segments.flatMap(({ value }) => value.events), ...trail.of(sessionId)]

  // A chunk of its own: few look at the steps.
  const { reproductionSteps } = await import('./protocol/reproduction-steps.ts')
  // The page's own are in both places for a while.
  const distinct = new Map(events.map((event) => [`${event.seq} ${event.tabId}`, event]))
  return reproductionSteps([...distinct.values()].sort((a, b) => a.time - b.time || a.seq - b.seq))
}
