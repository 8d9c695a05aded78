import { findDecisionAnomalies } from './decision-anomalies.ts'
import { findErrorPatterns } from './error-patterns.ts'
import type { FindingEvent, ReadEvent } from './finding-event.ts'
import { findSlowSpans } from './slow-spans.ts'

/** What stands out among the events of a session, given in their order: same events, same answer. */
export function findInSession<Event extends FindingEvent>(
  events: readonly Event[],
  read: ReadEvent<Event>,
) {
  return {
    slowSpans: findSlowSpans(events, read),
    errorPatterns: findErrorPatterns(events, read),
    decisionAnomalies: findDecisionAnomalies(events, read),
  }
}
