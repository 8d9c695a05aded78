import type { Format } from '../format.ts'
import { mapMastraSpans } from './map-mastra-spans.ts'

/** Mastra: the spans that its exporter gathered of one trace. */
export const MASTRA: Format = {
  path: '/v1/mastra',
  summary: 'Send the spans of a Mastra trace',
  description: '`{runId, traceId, framework, metadata, spans}`; each span as Mastra exports it.',
  map: mapMastraSpans,
}
