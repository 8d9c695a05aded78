import { EventType, IncrementalSource } from 'rrweb'
import type { eventWithTime } from 'rrweb'

/** The person is at it, and would notice a standstill. */
export function isActivity(event: eventWithTime): boolean {
  if (event.type !== EventType.IncrementalSnapshot) return false
  const { source } = event.data
  return source >= IncrementalSource.MouseMove && source <= IncrementalSource.Input
}

/** Worth a new snapshot; a moved pointer alone is not. */
export function isChange(event: eventWithTime): boolean {
  if (event.type !== EventType.IncrementalSnapshot) return false

  switch (event.data.source) {
    case IncrementalSource.MouseMove:
    case IncrementalSource.TouchMove:
    // Each snapshot brings these along, so they would call for the next one for ever.
    case IncrementalSource.AdoptedStyleSheet:
      return false
    case IncrementalSource.Mutation:
      return !event.data.isAttachIframe
    default:
      return true
  }
}
