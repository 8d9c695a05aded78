import { nameOf } from './key-name.ts'
import { asStored, type Segment, segmentPrefix, type Stored } from './records.ts'
import type { Store } from './store.ts'

/** So much at a time costs the page some milliseconds. */
const PAGE_BYTES = 128 * 1024

const MOST_RECORDS = 32

/** All that says what is to happen to a segment. */
export type SegmentFacts = Omit<Segment, 'events'>

/** What lies on the device: where nothing may be sent yet, megabytes that nobody should read twice. */
export interface SegmentSurvey {
  /** In the order of the keys. Reads only what it has not read before, page by page. */
  look(): Promise<Stored<SegmentFacts>[]>
  /** Segments have been changed. */
  forget(): void
}

export function createSegmentSurvey(store: Store, project: string): SegmentSurvey {
  const prefix = segmentPrefix(project)
  let known = new Map<string, Stored<SegmentFacts>>()

  return {
    async look() {
      const keys = await store.keys(prefix)
      const found = new Map<string, Stored<SegmentFacts>>()
      let most = 1

      for (let at = 0; at < keys.length;) {
        const before = known.get(nameOf(keys[at]!))
        if (before) {
          found.set(nameOf(before.key), before)
          at += 1
          continue
        }

        const from = at
        let bytes = 0
        while (at < keys.length && at - from < most && !known.has(nameOf(keys[at]!))) at += 1
        const read = (segments: readonly Stored<Segment>[]) => {
          for (const { key, value } of segments) {
            const { events: _, ...facts } = value
            found.set(nameOf(key), { key, value: facts })
            bytes += value.bytes
          }
          return []
        }
        const range = { from: keys[from]!, to: keys[at - 1]! }
        await store.update(prefix, (records) => read(asStored<Segment>(records)), range)
        // As many as would have filled this page, but records differ.
        const share = ((at - from) * PAGE_BYTES) / (bytes || 1)
        most = Math.ceil(Math.min(MOST_RECORDS, most * 2, share))
      }

      known = found
      return [...found.values()]
    },

    forget() {
      known = new Map()
    },
  }
}
