import type { FindingEvent, ReadEvent } from './finding-event.ts'

export interface SlowSpan {
  spanId: string
  eventId: string
  type: string
  name: string | null
  durationMs: number
  threshold: number
}

/** Models take seconds when all is well; milliseconds. */
const SLOW_MODEL = 5000
const SLOW_SPAN = 2000
/** So many times the median of its kind … */
const TIMES_MEDIAN = 3
/** … where there are enough to say what is usual. */
const ENOUGH = 5
const MOST_LISTED = 50

/** Spans that took long, for this session and as such. */
export function findSlowSpans<Event extends FindingEvent>(
  events: readonly Event[],
  read: ReadEvent<Event>,
): SlowSpan[] {
  // A result lasts as long as its call, which stands there already.
  const spans = events.filter((event) => event.type !== 'tool_result' && event.duration !== null)
  const durations = Map.groupBy(spans, ({ type }) => type)
  const thresholds = new Map(
    [...durations].map(([type, ofType]) => [type, thresholdOf(type, ofType.map(durationOf))]),
  )

  return spans
    .flatMap((span) => {
      const threshold = thresholds.get(span.type) ?? SLOW_SPAN
      return durationOf(span) > threshold ? [{ span, threshold }] : []
    })
    .sort((a, b) => durationOf(b.span) - durationOf(a.span) || a.span.sequence - b.span.sequence)
    .slice(0, MOST_LISTED)
    .map(({ span, threshold }) => {
      const { eventId, model } = read(span)
      return {
        spanId: span.spanId,
        eventId,
        type: span.type,
        name: span.toolName ?? model,
        durationMs: durationOf(span),
        threshold,
      }
    })
}

function thresholdOf(type: string, durations: number[]): number {
  const least = type === 'llm_call' ? SLOW_MODEL : SLOW_SPAN
  if (durations.length < ENOUGH) return least
  const sorted = durations.toSorted((a, b) => a - b)
  const median = sorted[(sorted.length - 1) >> 1] ?? 0
  return Math.max(least, median * TIMES_MEDIAN)
}

function durationOf({ duration }: FindingEvent): number {
  return duration ?? 0
}
