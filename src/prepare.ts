import type { Waiting } from './buffer/to-segments.ts'
import type { Options } from './options.ts'
import { redactEvent } from './privacy/redact-event.ts'
import type { RecordedEvent } from './protocol/index.ts'

/** What happens to an event between memory and device. */
export interface Prepare {
  /**
   * Finishes and redacts the event, then shows it to the app's own hook. An event on which any of
   * it fails is dropped, for it may hold what must not be stored.
   */
  run(waiting: Waiting): RecordedEvent | undefined
  isRunning(): boolean
}

export function createPrepare(beforeStore: Options['beforeStore']): Prepare {
  let running = false

  return {
    run({ event, finish }) {
      running = true
      try {
        const { seq, tabId } = event
        const late = finish ? finish() : {}
        if (!late) return undefined
        // The fields that come late are those of this kind of event.
        const finished = { ...event, ...late } as RecordedEvent
        const redacted = { ...redactEvent(finished), seq, tabId }
        const kept = beforeStore ? beforeStore({ event: redacted }) : redacted
        return kept && { ...kept, seq, tabId }
      } catch {
        return undefined
      } finally {
        running = false
      }
    },

    isRunning: () => running,
  }
}
