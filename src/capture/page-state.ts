import { epochTime } from '../browser/epoch-time.ts'
import { listen } from '../browser/listen.ts'
import { guard } from '../lib/guard.ts'
import type { PageEvent } from '../protocol/index.ts'
import type { Capture, NoOptions } from './types.ts'

/**
 * Emits when the page has loaded, and when it is hidden, frozen, offline, and back. A page that is
 * opened in the background or offline says so first; one that is left does not: its going is the
 * next page's navigation.
 */
export const capturePageState: Capture<NoOptions> = (emit) => {
  let left = false
  let loading: ReturnType<typeof setTimeout> | undefined

  const record = guard((state: PageEvent['state'], more: Partial<PageEvent> = {}) => {
    if (!left) emit({ type: 'page', time: Date.now(), state, ...more })
  })

  const recordLoad = guard(() => {
    const [entry] = performance.getEntriesByType('navigation')
    // A stand-in of the page has no timings, and a page that is not done yet has no end.
    if (!(entry instanceof PerformanceNavigationTiming)) return
    if (!entry.loadEventEnd) loading = setTimeout(recordLoad)
    else record('loaded', describeLoad(entry))
  })

  // On the window, which hears before the document: what is hidden is written at once by those
  // who listen there, and this is to be among it.
  const uninstallers = [
    listen(window, 'visibilitychange', () => record(document.visibilityState as 'hidden')),
    listen(window, 'freeze', () => record('frozen')),
    listen(window, 'resume', () => record('resumed')),
    listen(window, 'online', () => record('online')),
    listen(window, 'offline', () => record('offline')),
    listen(window, 'pagehide', () => {
      left = true
    }),
    listen(window, 'pageshow', () => {
      left = false
    }),
  ]

  recordLoad()
  if (document.visibilityState === 'hidden') record('hidden')
  if (!navigator.onLine) record('offline')

  return () => {
    clearTimeout(loading)
    for (const uninstall of uninstallers) uninstall()
  }
}

function describeLoad(entry: PerformanceNavigationTiming): Partial<PageEvent> {
  // A prerendered page began before the person came; what they waited for counts.
  const { activationStart = 0 } = entry as { activationStart?: number }
  const since = (time: number) => Math.max(0, Math.round(time - activationStart))

  return {
    time: epochTime(entry.loadEventEnd),
    timings: {
      firstByte: since(entry.responseStart),
      interactive: since(entry.domInteractive),
      contentLoaded: since(entry.domContentLoadedEventEnd),
      load: since(entry.loadEventEnd),
    },
  }
}
