import type { EventPart, RunPart, SpanPart, ToolCallPart } from '../../storage/traces/span-parts.ts'
import { definedFields, idOf, jsonTextOf, textOf } from '../read-values.ts'
import { joinRuns, mapRun } from './map-run.ts'
import { mapStep } from './map-step.ts'
import type { OtlpSpan } from './otlp-span.ts'
import { findAround, placeSpans, type PlacedSpan } from './place-spans.ts'
import { spanFields, tellingEvents } from './span-fields.ts'
import { inputOf, outputOf } from './text-of-span.ts'

/** The spans of one request as what is stored. */
export function mapSpans(spans: readonly OtlpSpan[]): SpanPart[] {
  const places = placeSpans(spans)
  const around = new Set(places.filter(isStep).flatMap((each) => findAround(each, isStep) ?? []))
  const ids = toolCallIds(places)

  const runs = new Map<string, RunPart>()
  const addRun = (place: PlacedSpan) => {
    const known = runs.get(place.runId)
    runs.set(place.runId, known ? joinRuns(known, mapRun(place)) : mapRun(place))
  }
  for (const place of places) if (isRun(place)) addRun(place)
  // A trace that nobody calls a run is one from the begin to the end of its root.
  const isRoot = ({ span, isElsewhere }: PlacedSpan) => !span.parentSpanId && !isElsewhere
  for (const place of places) if (isRoot(place) && !runs.has(place.runId)) addRun(place)

  const parts = places.flatMap((place): SpanPart[] => {
    const events = eventsIn(place)
    if (isRun(place)) return events
    // A step that is around another is not one request to a model, and its tokens are counted there.
    return [around.has(place) ? mapOther(place) : mapSpan(place), ...events]
  })
  return [...runs.values(), ...parts.map((part) => withCallIds(part, ids))]
}

function mapSpan(place: PlacedSpan): SpanPart {
  switch (place.kind) {
    case 'step':
    case 'agent_step':
      return mapStep(place)
    case 'tool_call':
      return mapToolCall(place)
    default:
      return mapOther(place)
  }
}

function mapToolCall(place: PlacedSpan): ToolCallPart {
  const { attributes, name } = place.span
  const first = (...keys: string[]) =>
    keys.map((key) => jsonTextOf(attributes[key])).find((text) => text !== undefined)
  return {
    kind: 'tool_call',
    ...spanFields(place),
    toolName: (
      first('ai.toolCall.name', 'gen_ai.tool.name', 'tool.name', 'traceloop.entity.name') || name
    ).slice(0, 255),
    args: first(
      'ai.toolCall.args',
      'gen_ai.tool.call.arguments',
      'tool.parameters',
      'input.value',
      'traceloop.entity.input',
    ),
    result: first(
      'ai.toolCall.result',
      'gen_ai.tool.call.result',
      'output.value',
      'traceloop.entity.output',
    ),
  }
}

/** Anything else is an event of the span's own name. */
function mapOther(place: PlacedSpan): EventPart {
  const { attributes: kept, ...fields } = spanFields(place)
  const { name, attributes } = place.span
  return {
    kind: 'event',
    ...fields,
    type: textOf(attributes['gen_ai.operation.name'])?.slice(0, 255) ?? name,
    data: definedFields({
      name,
      input: inputOf(attributes),
      output: outputOf(attributes),
      attributes: kept,
    }),
  }
}

function eventsIn(place: PlacedSpan): EventPart[] {
  const events = tellingEvents(place.span)
  if (events.length === 0) return []
  const { runId, sessionId, spanId, parentSpanId } = spanFields(place)
  return events.map(({ name, time, attributes }, index) => ({
    kind: 'event',
    runId,
    sessionId,
    spanId: `${spanId}.${index}`,
    ofSpanId: spanId,
    parentSpanId,
    type: name,
    startTime: time ?? place.span.startTime,
    endTime: time ?? place.span.startTime,
    statusCode: 0,
    data: attributes,
  }))
}

/** A run within a run, e.g. of an agent that another calls, is a part of it. */
function isRun(place: PlacedSpan): boolean {
  if (place.kind !== 'run') return false
  return !findAround(place, ({ kind, runId }) => kind === 'run' && runId === place.runId)
}

function isStep({ kind }: PlacedSpan): boolean {
  return kind === 'step' || kind === 'agent_step'
}

/** Tool calls are known by the id that the model gave them, where it is one of its own. */
function toolCallIds(places: readonly PlacedSpan[]): Map<string, string> {
  const ids = new Map<string, string>()
  const taken = new Set<string>()
  for (const { kind, runId, span } of places) {
    const { attributes } = span
    const id = idOf(attributes['ai.toolCall.id']) ?? idOf(attributes['gen_ai.tool.call.id'])
    if (kind !== 'tool_call' || id === undefined || taken.has(`${runId} ${id}`)) continue
    taken.add(`${runId} ${id}`)
    ids.set(`${runId} ${span.spanId}`, id)
  }
  return ids
}

function withCallIds(part: SpanPart, ids: ReadonlyMap<string, string>): SpanPart {
  if (part.kind === 'run') return part
  const idOfSpan = (spanId: string) => ids.get(`${part.runId} ${spanId}`) ?? spanId
  const parentSpanId = part.parentSpanId && idOfSpan(part.parentSpanId)
  if (part.kind === 'event') {
    return { ...part, parentSpanId, ofSpanId: part.ofSpanId && idOfSpan(part.ofSpanId) }
  }
  return {
    ...part,
    parentSpanId,
    spanId: part.kind === 'tool_call' ? idOfSpan(part.spanId) : part.spanId,
  }
}
