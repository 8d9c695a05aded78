import type { Options } from './options.ts'
import { redactEvent } from './privacy/redact-event.ts'
import type { RecordedEvent } from './protocol/index.ts'

/**
 * What happens to an event between memory and device: redaction, then the app's own hook. An
 * event on which either fails is dropped, for it may hold what must not be stored.
 */
export function createPrepare(
  beforeStore: Options['beforeStore'],
): (event: RecordedEvent) => RecordedEvent | undefined {
  return (event) => {
    try {
      const { seq, tabId } = event
      const redacted = { ...redactEvent(event), seq, tabId }
      const kept = beforeStore ? beforeStore({ event: redacted }) : redacted
      return kept && { ...kept, seq, tabId }
    } catch {
      return undefined
    }
  }
}
