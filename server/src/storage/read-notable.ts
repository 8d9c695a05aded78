import type { Json, WireEntry } from 'casefile/protocol'

/** The kinds of entries that search finds. */
export const NOTABLE_KINDS = ['error', 'warning', 'failed-request'] as const
export type NotableKind = (typeof NOTABLE_KINDS)[number]

/** Enough to recognise a message by; the entry itself holds the rest. */
const MOST_CHARACTERS = 500

export interface RequestFacts {
  /** Whether it is over; a request under way comes again when it is. */
  isAnswered: boolean
  hasFailed: boolean
  duration: number | undefined
}

/**
 * A request's outcome, read straight off the wire: ingest has no time to rebuild each event.
 * Agrees with `fromWireEntry`. `undefined` for what is no request.
 */
export function readRequest(entry: WireEntry): RequestFacts | undefined {
  if (entry.type !== 'network') return undefined
  const { kind } = entry.eventMetadata
  if (kind !== undefined && kind !== 'network') return undefined

  const { status, outcome, durationMs } = entry.payload
  const isAnswered = outcome !== 'pending' && outcome !== 'queued'
  const code = typeof status === 'number' ? status : 0
  const hasFailed =
    outcome === 'failed' ||
    outcome === 'timeout' ||
    (outcome === undefined && code === 0) ||
    code >= 400
  const duration = typeof durationMs === 'number' && durationMs >= 0 ? durationMs : undefined
  return { isAnswered, hasFailed, duration }
}

/** What search finds of an entry; `undefined` for the many that only a timeline shows. */
export function readNotable(
  entry: WireEntry,
  request: RequestFacts | undefined,
): { kind: NotableKind; text: string } | undefined {
  if (request?.hasFailed) return { kind: 'failed-request', text: requestText(entry) }
  if (entry.level === 'error') return { kind: 'error', text: messageText(entry) }
  if (entry.level === 'warn') return { kind: 'warning', text: messageText(entry) }
  return undefined
}

function requestText({ payload }: WireEntry): string {
  return joined([payload.method, payload.url, payload.status, payload.failure, payload.error])
}

function messageText({ payload }: WireEntry): string {
  return joined([payload.name, payload.message, payload.url])
}

function joined(parts: (Json | undefined)[]): string {
  const said = parts.filter((part) => typeof part === 'string' || typeof part === 'number')
  return said.join(' ').slice(0, MOST_CHARACTERS)
}
