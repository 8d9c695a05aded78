import { isDamaged } from '../sqlite/damage.ts'
import { indexTexts } from '../sqlite/index-texts.ts'
import type { Segments } from '../sqlite/segments.ts'

/** After a batch: long enough that a slice is worth a commit, short enough for search. */
const PAUSE = 250
/** With more waiting than a slice, so that a busy day or an upgrade is caught up with. */
const SHORT_PAUSE = 25
/** Some ten milliseconds of work, in which nothing else is written. */
const SLICE = 500

export interface TextIndexer {
  /** Something was added on this day. */
  expect(day: string): void
  stop(): void
}

/**
 * Takes texts into the index behind the batches, in slices. What is not in it yet, search finds by
 * itself; after a crash it goes on where it was.
 */
export function createTextIndexer(segments: Segments): TextIndexer {
  const days = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  const work = () => {
    timer = undefined
    const [day] = days
    if (day === undefined) return
    let pause = PAUSE
    try {
      if (segments.has(day) && indexTexts(segments.open(day), SLICE)) pause = SHORT_PAUSE
      else days.delete(day)
    } catch (error) {
      // Full, or damaged: whoever writes or reads there next is told, and there is time.
      if (isDamaged(error)) days.delete(day)
    }
    if (days.size > 0) timer = setTimeout(work, pause)
  }

  return {
    expect(day) {
      days.add(day)
      timer ??= setTimeout(work, PAUSE)
    },
    stop: () => clearTimeout(timer),
  }
}
