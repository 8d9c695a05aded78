import type { Json } from 'casefile/protocol'

import type { MappedEvent } from './map-event.ts'

/** Strict readers take no answer of more than 2 MiB; what is not data has its room besides. */
const MOST_BYTES = 1.75 * 1024 * 1024

export const TEXTS_WERE_CUT = {
  source: 'casefile',
  code: 'TEXTS_WERE_CUT',
  message: 'Long texts were cut to keep the answer below 2 MiB; ask for fewer events to see more.',
}

/** The events in an answer of a bounded size: of data that are too large only the beginning. */
export function fitEvents(events: readonly MappedEvent[]): {
  events: MappedEvent[]
  isTruncated: boolean
} {
  const sizes = events.map(({ data }) => bytesOf(data))
  const most = shareOf(sizes)
  const fitted = events.map((event, index) =>
    (sizes[index] ?? 0) <= most ? event : { ...event, data: cut(event.data, most) },
  )
  return { events: fitted, isTruncated: sizes.some((size) => size > most) }
}

/** What each may have when small ones leave their rest to the large ones. */
function shareOf(sizes: readonly number[]): number {
  const ascending = sizes.toSorted((a, b) => a - b)
  let left = MOST_BYTES
  for (const [index, size] of ascending.entries()) {
    const share = left / (ascending.length - index)
    if (size > share) return Math.floor(share)
    left -= size
  }
  return Infinity
}

/** Shortens texts until all of it fits; what is large for another reason is shown as a text. */
function cut(data: { [key: string]: Json }, most: number): { [key: string]: Json } {
  for (let length = most; length >= 100; length /= 4) {
    const shorter = shorten(data, Math.floor(length))
    if (bytesOf(shorter) <= most) return shorter as { [key: string]: Json }
  }
  return { truncated: JSON.stringify(data).slice(0, Math.floor(most / 8)) }
}

function shorten(value: Json, length: number): Json {
  if (typeof value === 'string')
    return value.length <= length ? value : `${value.slice(0, length)}…`
  if (Array.isArray(value)) return value.map((each) => shorten(each, length))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, shorten(each, length)]),
  )
}

function bytesOf(data: object | Json): number {
  return Buffer.byteLength(JSON.stringify(data))
}
