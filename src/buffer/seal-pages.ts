import { nameOf } from './key-name.ts'
import type { Stored } from './records.ts'
import { inOrder } from './seal.ts'
import type { SegmentFacts } from './segment-survey.ts'
import type { Key } from './store.ts'

/** What one transaction reads: as much as goes into a batch. */
const PAGE_BYTES = 256 * 1024

/** Some of what lies between two keys. */
export interface SealPage {
  range: { from: Key; to: Key }
  /** By `nameOf`. */
  names: Set<string>
}

/**
 * Divides what leaves its segments among transactions, in the order it was written. `all` is what
 * lies there, in the order of the keys.
 */
export function sealPages(
  all: readonly Stored<SegmentFacts>[],
  leaving: readonly Stored<SegmentFacts>[],
): SealPage[] {
  const places = new Map<string, number>()
  const bytesBefore = [0]
  for (const [place, { key, value }] of all.entries()) {
    places.set(nameOf(key), place)
    bytesBefore.push(bytesBefore[place]! + value.bytes)
  }

  const pages: SealPage[] = []
  let first = 0
  let last = 0
  for (const { key } of inOrder(leaving)) {
    const name = nameOf(key)
    const place = places.get(name)!
    const page = pages.at(-1)
    first = Math.min(first, place)
    last = Math.max(last, place)
    // All that lies between is read with it.
    if (page && bytesBefore[last + 1]! - bytesBefore[first]! <= PAGE_BYTES) {
      page.names.add(name)
      page.range = { from: all[first]!.key, to: all[last]!.key }
    } else {
      first = last = place
      pages.push({ range: { from: key, to: key }, names: new Set([name]) })
    }
  }
  return pages
}
