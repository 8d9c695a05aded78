import type { WireEntry } from 'casefile/protocol'

import { addDuration, type DurationSketch } from './duration-sketch.ts'
import type { EntryBatch, EntryCounts } from './event-store.ts'
import { MOST_LEAD } from './moment.ts'
import { readNotable, readRequest, type NotableKind } from './read-notable.ts'

const MINUTE = 60_000
/** Batches that came this long after the moment asked for have passed every client's age limit. */
export const LATEST_ARRIVAL = 8 * 24 * 60 * MINUTE

/** An entry to be found by search. */
export interface NotableEntry {
  /** Its place in the batch. */
  position: number
  time: number
  kind: NotableKind
  text: string
}

/** What a batch adds to the figures of one minute. */
export interface MinuteFigures {
  /** Epoch milliseconds of its begin. */
  minute: number
  entries: number
  errors: number
  warnings: number
  requests: number
  failedRequests: number
  bytes: number
  durations: DurationSketch
}

/** The figures of a minute in which nothing has happened yet. */
export function noFigures(minute: number): MinuteFigures {
  return {
    minute,
    entries: 0,
    errors: 0,
    warnings: 0,
    requests: 0,
    failedRequests: 0,
    bytes: 0,
    durations: new Map(),
  }
}

/** A batch with everything that is stored about it, so that the writer need not look inside. */
export interface PackedBatch {
  projectId: string
  sessionId: string
  receivedAt: number
  idempotencyKey: string | null
  minTime: number
  maxTime: number
  counts: EntryCounts
  /** The entries as JSON, UTF-8; see `EntryBatch`. */
  json: Uint8Array<ArrayBuffer>
  notable: NotableEntry[]
  minutes: MinuteFigures[]
}

/** The figures count what search finds, each entry once. */
const FIGURE_OF = {
  error: 'errors',
  warning: 'warnings',
  'failed-request': 'failedRequests',
} as const satisfies { [kind in NotableKind]: keyof MinuteFigures }

/** Looks at each entry once. */
export function packBatch(batch: EntryBatch): PackedBatch {
  const { entries, receivedAt } = batch
  const json = batch.json ?? encode(entries)
  // The share of an entry; nobody needs it to the byte.
  const bytes = Math.round(json.byteLength / entries.length)
  const counts: EntryCounts = { error: 0, warn: 0, network_failed: 0, total: entries.length }
  const notable: NotableEntry[] = []
  const minutes = new Map<number, MinuteFigures>()
  let minTime = Infinity
  let maxTime = -Infinity

  for (const [position, entry] of entries.entries()) {
    const time = Date.parse(entry.timestamp)
    minTime = Math.min(minTime, time)
    maxTime = Math.max(maxTime, time)

    const figures = figuresOf(minutes, minuteOf(time, receivedAt))
    const request = readRequest(entry)
    figures.entries += 1
    figures.bytes += bytes
    if (request?.isAnswered) {
      figures.requests += 1
      if (request.duration !== undefined) addDuration(figures.durations, request.duration)
    }
    if (request?.hasFailed) counts.network_failed += 1
    if (entry.level === 'error') counts.error += 1
    if (entry.level === 'warn') counts.warn += 1

    const found = readNotable(entry, request)
    if (found) {
      notable.push({ position, time, ...found })
      figures[FIGURE_OF[found.kind]] += 1
    }
  }

  return {
    projectId: batch.projectId,
    sessionId: batch.sessionId,
    receivedAt,
    idempotencyKey: batch.idempotencyKey ?? null,
    minTime,
    maxTime,
    counts,
    json,
    notable,
    minutes: [...minutes.values()],
  }
}

function encode(entries: readonly WireEntry[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(entries))
}

/** How many of the entries are errors, warnings and failed requests. */
export function countEntries(entries: readonly WireEntry[]): EntryCounts {
  return {
    error: entries.filter(({ level }) => level === 'error').length,
    warn: entries.filter(({ level }) => level === 'warn').length,
    network_failed: entries.filter((entry) => readRequest(entry)?.hasFailed).length,
    total: entries.length,
  }
}

/**
 * The minute an entry is counted in: its own. One that lies before all that a client may still
 * send, or ahead of what clocks differ by, has no minute worth having; then that of its receipt.
 */
function minuteOf(time: number, receivedAt: number): number {
  const isPlausible = time > receivedAt - LATEST_ARRIVAL && time <= receivedAt + MOST_LEAD
  const counted = isPlausible ? time : receivedAt
  return counted - (counted % MINUTE)
}

function figuresOf(minutes: Map<number, MinuteFigures>, minute: number): MinuteFigures {
  const figures = minutes.get(minute) ?? noFigures(minute)
  minutes.set(minute, figures)
  return figures
}
