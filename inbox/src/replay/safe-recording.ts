import { isRecord } from './is-record.ts'
import { pixels, safeIncremental } from './safe-incremental.ts'
import { safeNode, type Walk } from './safe-node.ts'

/** One rrweb event in which nothing is left that could run, or reach the network. */
export interface SafeEvent {
  type: number
  timestamp: number
  data: object
}

export interface SafeRecording {
  /** In the order of time, from the first picture on; empty when there is no picture. */
  events: SafeEvent[]
  /** Elements and events that were left out. */
  leftOut: number
  /** When the recording was too large: where it ends now. */
  cutAt?: number
}

export interface RecordingLimits {
  events: number
  nodes: number
  characters: number
}

/** What a tab rebuilds without hanging; a large real page has 20,000 nodes and 4 MB. */
const LIMITS: RecordingLimits = { events: 200_000, nodes: 400_000, characters: 96_000_000 }

const LOADED = [0, 1]
const SNAPSHOT = 2
const INCREMENTAL = 3
const META = 4

/**
 * A recording as it may be replayed. It came from a web page, so nothing in it is believed:
 * each event is rebuilt from the fields that are known to be harmless, and what is too large
 * to be replayed is cut at the end.
 */
export function makeSafe(
  recorded: readonly unknown[],
  limits: RecordingLimits = LIMITS,
): SafeRecording {
  const events: SafeEvent[] = []
  const left = { ...limits }
  let leftOut = 0

  const walk: Walk = {
    kinds: new Map(),
    leaveOut: () => (leftOut += 1),
    spend(nodes, characters) {
      left.nodes -= nodes
      left.characters -= characters
      if (left.nodes < 0 || left.characters < 0) throw new OverLimit()
    },
  }

  for (const event of inOrderOfTime(recorded)) {
    try {
      if ((left.events -= 1) < 0) throw new OverLimit()
      const data = safeData(event, walk)
      if (data) events.push({ type: event.type, timestamp: event.timestamp, data })
      else leftOut += 1
    } catch (error) {
      if (!(error instanceof OverLimit)) throw error
      return { events: fromFirstPicture(events), leftOut, cutAt: event.timestamp }
    }
  }

  return { events: fromFirstPicture(events), leftOut }
}

class OverLimit extends Error {
  override readonly name = 'OverLimit'
}

interface Envelope {
  type: number
  timestamp: number
  data: { [key: string]: unknown }
}

function inOrderOfTime(recorded: readonly unknown[]): Envelope[] {
  return recorded
    .flatMap((event) => {
      if (!isRecord(event) || typeof event.type !== 'number' || !Number.isFinite(event.timestamp))
        return []
      return [
        {
          type: event.type,
          timestamp: Number(event.timestamp),
          data: isRecord(event.data) ? event.data : {},
        },
      ]
    })
    .sort((one, other) => one.timestamp - other.timestamp)
}

function safeData({ type, data }: Envelope, walk: Walk): object | undefined {
  if (LOADED.includes(type)) return {}
  if (type === INCREMENTAL) return safeIncremental(data, walk)
  if (type === META)
    return { href: 'about:blank', width: pixels(data.width), height: pixels(data.height) }
  if (type !== SNAPSHOT) return undefined

  // Ids begin again with each picture.
  walk.kinds.clear()
  const node = safeNode(data.node, walk)
  return node && { node, initialOffset: safeOffset(data.initialOffset) }
}

function safeOffset(offset: unknown) {
  const { left, top } = isRecord(offset) ? offset : {}
  return { left: Number(left) || 0, top: Number(top) || 0 }
}

/** The player needs the size of the page and then its picture before anything else. */
function fromFirstPicture(events: SafeEvent[]): SafeEvent[] {
  const picture = events.findIndex(({ type }) => type === SNAPSHOT)
  if (picture === -1) return []

  const meta = events.map(({ type }) => type).lastIndexOf(META, picture)
  const first: SafeEvent[] =
    meta === -1
      ? [
          {
            type: META,
            timestamp: events[picture]?.timestamp ?? 0,
            data: { href: 'about:blank', width: 1280, height: 720 },
          },
        ]
      : []
  return [...first, ...events.slice(meta === -1 ? picture : meta)]
}
