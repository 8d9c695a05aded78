import type { TraceEvent } from '../trace-event-reader.ts'

/** What findings look at in every event. */
export type FindingEvent = Pick<
  TraceEvent,
  'type' | 'runId' | 'spanId' | 'duration' | 'statusCode' | 'toolName' | 'decisionKind' | 'sequence'
>

/** What they look at in few: where a store has it beside its rows, it costs something each time. */
export type ReadEvent<Event> = (
  event: Event,
) => Pick<TraceEvent, 'eventId' | 'statusMessage' | 'model' | 'data'>
