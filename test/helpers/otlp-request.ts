export interface OtlpInput {
  name?: string
  traceId?: string
  spanId: string
  parent?: string
  attributes?: Record<string, unknown>
  resource?: Record<string, unknown>
  status?: object
  events?: { name: string; attributes?: Record<string, unknown> }[]
  /** Milliseconds. */
  start?: number
  end?: number
}

/** An `ExportTraceServiceRequest` as JSON. */
export function otlpRequest(...spans: OtlpInput[]) {
  return {
    resourceSpans: spans.map(({ resource = {}, ...span }) => ({
      resource: { attributes: toPairs(resource) },
      scopeSpans: [{ scope: { name: 'test' }, spans: [toSpan(span)] }],
    })),
  }
}

function toSpan(span: Omit<OtlpInput, 'resource'>) {
  const { name = 'span', traceId = 'a'.repeat(32), spanId, parent, attributes = {} } = span
  const { status = {}, events = [], start = 1000, end = 2000 } = span
  return {
    traceId,
    spanId,
    ...(parent !== undefined && { parentSpanId: parent }),
    name,
    startTimeUnixNano: `${start}000000`,
    endTimeUnixNano: `${end}000000`,
    attributes: toPairs(attributes),
    status,
    events: events.map((event) => ({
      name: event.name,
      timeUnixNano: `${start}500000`,
      attributes: toPairs(event.attributes ?? {}),
    })),
  }
}

function toPairs(attributes: Record<string, unknown>) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: toAnyValue(value) }))
}

function toAnyValue(value: unknown): object {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(toAnyValue) } }
  // The specification has text, the Node exporter a number.
  if (Number.isInteger(value)) return { intValue: Number(value) % 2 === 0 ? value : String(value) }
  if (typeof value === 'number') return { doubleValue: value }
  return { kvlistValue: { values: toPairs(Object(value) as Record<string, unknown>) } }
}
