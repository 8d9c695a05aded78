import { invalid } from '../invalid.ts'
import { listOf, objectOf, textOf, type Fields } from '../read-values.ts'
import { nanoTimeOf, readAttributes } from './any-value.ts'
import type { OtlpSpan } from './otlp-span.ts'

/** What one exporter holds back at most. */
const MOST_SPANS = 10_000
const ID = /^[0-9a-f]{1,64}$/i

/** The spans of an `ExportTraceServiceRequest`, as JSON has it. Throws a refusal that names the place. */
export function readRequest(body: unknown): OtlpSpan[] {
  const request = objectOf(body)
  if (!request) throw invalid('The body', 'must be an object')

  const spans = listAt(request.resourceSpans, 'resourceSpans').flatMap((each, r) => {
    const place = `resourceSpans[${r}]`
    const { resource, scopeSpans } = objectOf(each) ?? {}
    const { attributes } = objectOf(resource) ?? {}
    const shared = readAttributes(attributes)
    return listAt(scopeSpans, `${place}.scopeSpans`).flatMap((scope, s) =>
      listAt(objectOf(scope)?.spans, `${place}.scopeSpans[${s}].spans`).map((span, index) =>
        readSpan(span, shared, `${place}.scopeSpans[${s}].spans[${index}]`),
      ),
    )
  })
  if (spans.length > MOST_SPANS) {
    throw invalid('The body', `holds ${spans.length} spans; send at most ${MOST_SPANS} at once`)
  }
  return spans
}

function readSpan(value: unknown, resource: Fields, place: string): OtlpSpan {
  const span = objectOf(value)
  if (!span) throw invalid(place, 'must be an object')
  const startTime = nanoTimeOf(span.startTimeUnixNano)
  if (startTime === undefined) throw invalid(`${place}.startTimeUnixNano`, 'must be nanoseconds')
  // A span that has not ended says 0, or nothing.
  const endTime = nanoTimeOf(span.endTimeUnixNano) || undefined
  if (endTime !== undefined && endTime < startTime) {
    throw invalid(`${place}.endTimeUnixNano`, 'must not be before startTimeUnixNano')
  }

  const { code, message } = objectOf(span.status) ?? {}
  return {
    traceId: readId(span.traceId, `${place}.traceId`),
    spanId: readId(span.spanId, `${place}.spanId`),
    parentSpanId: span.parentSpanId
      ? readId(span.parentSpanId, `${place}.parentSpanId`)
      : undefined,
    name: textOf(span.name)?.slice(0, 255) ?? 'unnamed',
    startTime,
    endTime,
    statusCode: code === 2 || code === 'STATUS_CODE_ERROR' ? 2 : 0,
    statusMessage: textOf(message),
    attributes: readAttributes(span.attributes),
    resource,
    events: listOf(span.events).map((event) => {
      const { name, timeUnixNano, attributes } = objectOf(event) ?? {}
      return {
        name: textOf(name)?.slice(0, 255) ?? 'unnamed',
        time: nanoTimeOf(timeUnixNano),
        attributes: readAttributes(attributes),
      }
    }),
  }
}

function readId(value: unknown, place: string): string {
  if (typeof value !== 'string' || !ID.test(value)) throw invalid(place, 'must be hexadecimal')
  return value.toLowerCase()
}

/** Nothing counts as an empty list, as in protobuf. */
function listAt(value: unknown, place: string): unknown[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw invalid(place, 'must be a list')
  return value
}
