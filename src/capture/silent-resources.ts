import { cut } from '../lib/cut.ts'
import { guard } from '../lib/guard.ts'
import type { Capture, Subscribe } from './types.ts'

const URL_LENGTH = 2000

/** The browser tells of a failed load twice, in either order; the two are this close together. */
const EVENT_DELAY = 1_000

/** A page without its server fails to load everything. */
const MOST_RESOURCES = 50

/** Requests by code of the page, which have events of their own, and what tells nothing when it fails. */
const NOT_A_RESOURCE = /^(fetch|xmlhttprequest|beacon|navigation|iframe|early-hints|other)$/

/**
 * Emits files that did not load and about which no `error` event reaches the window: those named in
 * style sheets, as fonts and backgrounds, and those of elements in shadow roots. By their HTTP
 * status, so only where the browser tells it.
 */
export const captureSilentResources: Capture<{ subscribe: Subscribe }> = (emit, { subscribe }) => {
  const since = performance.now()
  const known = new Set<string>()
  const timers = new Set<ReturnType<typeof setTimeout>>()

  const unsubscribe = subscribe((event) => {
    if (event.type === 'error' && event.source === 'resource' && event.url) known.add(event.url)
  })

  const record = ({ name, initiatorType, startTime }: PerformanceResourceTiming) => {
    const url = cut(name, URL_LENGTH)
    if (known.has(url) || known.size >= MOST_RESOURCES) return
    known.add(url)
    emit({
      type: 'error',
      time: Math.round(performance.timeOrigin + startTime),
      source: 'resource',
      name: initiatorType,
      message: `${initiatorType} did not load`,
      url,
    })
  }

  const observer = new PerformanceObserver(
    guard((list) => {
      const failed = (list.getEntries() as PerformanceResourceTiming[]).filter(
        ({ initiatorType, responseStatus, startTime }) =>
          responseStatus >= 400 &&
          !NOT_A_RESOURCE.test(initiatorType) &&
          // Which elements have had their event before we came is not known any more.
          (initiatorType === 'css' || startTime > since),
      )
      if (failed.length === 0) return
      const timer = setTimeout(() => {
        timers.delete(timer)
        failed.forEach(guard(record))
      }, EVENT_DELAY)
      timers.add(timer)
    }),
  )
  observer.observe({ type: 'resource', buffered: true })

  return () => {
    observer.disconnect()
    unsubscribe()
    timers.forEach(clearTimeout)
  }
}
