import { EventType } from 'rrweb'
import type { eventWithTime } from 'rrweb'

/** One upload: the JSON `{"events":[…]}`. */
export interface EncodedReplay {
  body: Blob
  /** `body` is gzip; otherwise plain JSON, where the browser cannot compress. */
  gzip: boolean
  /** It begins with a full snapshot: with it, a recording can begin. */
  opens: boolean
  eventCount: number
  /** Epoch milliseconds of the first and the last event inside. */
  firstTime: number
  lastTime: number
}

export interface EncodeOptions {
  /** What a chunk's JSON may take. Default 5 MiB. */
  chunkBytes?: number
  /** What a single event, or a full snapshot with its Meta, may take: it is not divisible. Default 9 MiB. */
  indivisibleBytes?: number
  /** Told about events that are left out, because one of them was too large to be sent. */
  onDropped?: (dropped: { eventCount: number; firstTime: number; lastTime: number }) => void
}

/** Events that cannot be sent apart, as JSON separated by commas. */
interface Piece {
  bytes: Uint8Array<ArrayBuffer>
  events: eventWithTime[]
}

const MIB = 1024 * 1024

/** Where a new chunk begins with the next snapshot, so that an older part can be left out. */
const PART_BYTES = MIB / 2

/** Compressing this much takes a few milliseconds; the page gets its turn in between. */
const SLICE_BYTES = 256 * 1024

const encoder = new TextEncoder()
const OPEN = encoder.encode('{"events":[')
const COMMA = encoder.encode(',')
const CLOSE = encoder.encode(']}')

/**
 * Turns events into uploads the collector takes, one at a time, oldest first, giving way to the page
 * in between. The first begins with Meta and FullSnapshot, if the events do. When something is too
 * large to be sent, everything up to the next full snapshot is left out: it could not be replayed.
 */
export async function* encodeReplay(
  events: readonly eventWithTime[],
  options: EncodeOptions = {},
): AsyncGenerator<EncodedReplay, void, undefined> {
  const { chunkBytes = 5 * MIB, indivisibleBytes = 9 * MIB, onDropped } = options
  let chunk: Piece[] = []
  let size = 0
  let skipping = false
  let dropped: eventWithTime[] = []

  function reportDropped() {
    const first = dropped[0]
    if (first) onDropped?.({ eventCount: dropped.length, ...timesOf(dropped) })
    dropped = []
  }

  for await (const piece of pieces(events)) {
    if (piece.bytes.length > indivisibleBytes) skipping = true
    else if (hasSnapshot(piece)) skipping = false
    if (skipping) {
      dropped.push(...piece.events)
      continue
    }
    reportDropped()

    const isFull = size + piece.bytes.length + 1 > chunkBytes
    if (chunk.length > 0 && (isFull || (size > PART_BYTES && hasSnapshot(piece)))) {
      yield await encodeChunk(chunk)
      chunk = []
      size = 0
    }
    if (chunk.length === 0) size = OPEN.length + CLOSE.length
    chunk.push(piece)
    size += piece.bytes.length + COMMA.length
  }

  reportDropped()
  if (chunk.length > 0) yield await encodeChunk(chunk)
}

async function* pieces(events: readonly eventWithTime[]): AsyncGenerator<Piece> {
  let sinceYield = 0

  for (let at = 0; at < events.length; at += 1) {
    const group = [events[at], ...snapshotAfter(events, at)].filter((event) => event !== undefined)
    at += group.length - 1

    const bytes = encoder.encode(group.map((event) => JSON.stringify(event)).join(','))
    yield { bytes, events: group }

    sinceYield += bytes.length
    if (sinceYield < SLICE_BYTES) continue
    sinceYield = 0
    await giveWay()
  }
}

/** A Meta says how large the page was that the snapshot after it shows. */
function snapshotAfter(events: readonly eventWithTime[], at: number) {
  const next = events[at + 1]
  const belongs = events[at]?.type === EventType.Meta && next?.type === EventType.FullSnapshot
  return belongs ? [next] : []
}

function hasSnapshot(piece: Piece | undefined): boolean {
  return piece?.events.some(({ type }) => type === EventType.FullSnapshot) ?? false
}

async function encodeChunk(chunk: Piece[]): Promise<EncodedReplay> {
  const parts = [OPEN, ...chunk.flatMap(({ bytes }, at) => (at ? [COMMA, bytes] : [bytes])), CLOSE]
  const events = chunk.flatMap((piece) => piece.events)
  const gzip = typeof CompressionStream === 'function'

  return {
    body: gzip ? await compress(parts) : new Blob(parts, { type: 'application/json' }),
    gzip,
    opens: hasSnapshot(chunk[0]),
    eventCount: events.length,
    ...timesOf(events),
  }
}

/** By value, not by place: pointer moves are recorded late and carry an earlier time. */
function timesOf(events: readonly eventWithTime[]) {
  let firstTime = Infinity
  let lastTime = -Infinity
  for (const { timestamp } of events) {
    firstTime = Math.min(firstTime, timestamp)
    lastTime = Math.max(lastTime, timestamp)
  }
  return { firstTime, lastTime }
}

async function compress(parts: Uint8Array<ArrayBuffer>[]): Promise<Blob> {
  const gzip = new CompressionStream('gzip')
  const [, compressed] = await Promise.all([feed(parts, gzip.writable), readAll(gzip.readable)])
  return new Blob(compressed, { type: 'application/json' })
}

async function feed(parts: Uint8Array<ArrayBuffer>[], writable: WritableStream<BufferSource>) {
  const writer = writable.getWriter()
  let sinceYield = 0

  for (const part of parts) {
    for (let at = 0; at < part.length; at += SLICE_BYTES) {
      const slice = part.subarray(at, at + SLICE_BYTES)
      await writer.write(slice)
      sinceYield += slice.length
      if (sinceYield < SLICE_BYTES) continue
      sinceYield = 0
      await giveWay()
    }
  }
  await writer.close()
}

async function readAll(readable: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const reader = readable.getReader()
  const chunks: Uint8Array<ArrayBuffer>[] = []

  for (;;) {
    const { done, value } = await reader.read()
    if (done) return chunks
    chunks.push(value)
  }
}

/** A message, because timers are slowed down to once a second in a page that is being left. */
function giveWay(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
