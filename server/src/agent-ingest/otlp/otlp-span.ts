import type { StatusCode } from '../../storage/traces/span-parts.ts'
import type { Fields } from '../read-values.ts'

/** A span of OpenTelemetry, with times in epoch milliseconds and attributes as plain values. */
export interface OtlpSpan {
  traceId: string
  spanId: string
  parentSpanId: string | undefined
  name: string
  startTime: number | undefined
  endTime: number | undefined
  statusCode: StatusCode
  statusMessage: string | undefined
  attributes: Fields
  /** Of the program that it comes from. */
  resource: Fields
  events: { name: string; time: number | undefined; attributes: Fields }[]
}
