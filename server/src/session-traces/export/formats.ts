import type { TraceEvent } from '../../storage/traces/trace-event-reader.ts'
import { mapEvent, sessionOf, statusOf } from '../map-event.ts'
import { csvRow } from './csv.ts'

export const EXPORT_FORMATS = ['csv', 'json', 'jsonl'] as const

export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** How events become a file: what stands before, each piece, and what stands after. */
export interface Formatter {
  contentType: string
  begin: string
  format(events: readonly TraceEvent[]): string
  end: string
}

const COLUMNS = [
  'session_id',
  'event_id',
  'event_seq',
  'timestamp',
  'type',
  'trace_id',
  'span_id',
  'parent_span_id',
  'agent_name',
  'duration_ms',
  'model',
  'input_tokens',
  'output_tokens',
  'tool_name',
  'decision_kind',
  'status',
  'error',
  'data',
]

/** A new formatter for each file: one of JSON remembers whether something stands before. */
export function createFormatter(format: ExportFormat): Formatter {
  switch (format) {
    case 'csv':
      return {
        contentType: 'text/csv; charset=utf-8',
        begin: csvRow(COLUMNS),
        format: (events) => events.map((event) => csvRow(cellsOf(event))).join(''),
        end: '',
      }
    case 'jsonl':
      return {
        contentType: 'application/x-ndjson; charset=utf-8',
        begin: '',
        format: (events) => events.map((event) => `${JSON.stringify(mapEvent(event))}\n`).join(''),
        end: '',
      }
    case 'json':
      return createJsonFormatter()
  }
}

function createJsonFormatter(): Formatter {
  let separator = ''
  return {
    contentType: 'application/json; charset=utf-8',
    begin: '{"success":true,"traces":[',
    format: (events) =>
      events
        .map((event) => {
          const piece = separator + JSON.stringify(mapEvent(event))
          separator = ',\n'
          return piece
        })
        .join(''),
    end: ']}\n',
  }
}

function cellsOf(event: TraceEvent): (string | number | null)[] {
  return [
    sessionOf(event),
    event.eventId,
    event.sequence,
    new Date(event.time).toISOString(),
    event.type,
    event.runId,
    event.spanId,
    event.parentSpanId,
    event.agent,
    event.duration,
    event.model,
    event.promptTokens,
    event.completionTokens,
    event.toolName,
    event.decisionKind,
    statusOf(event),
    event.statusMessage,
    JSON.stringify(event.data),
  ]
}
