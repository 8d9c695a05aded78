import type { NetworkEvent, NetworkTimings } from '../protocol/index.ts'

/** Those that nobody asked for are of requests that are not recorded. */
const KEPT_ENTRIES = 200

/** Clocks of browsers are coarse. */
const TOLERANCE = 1

interface Span {
  url: string
  start: number
  end: number
}

type Measured = Pick<NetworkEvent, 'timings' | 'transferBytes' | 'responseBytes'>

export interface ResourceTimings {
  /** What the browser has measured of a request; empty where it does not tell, or not yet. */
  take(span: Span): Measured
  stop(): void
}

/**
 * Collects the Resource Timing entries of requests of one kind. By an observer, for the page's
 * own buffer ends at 250 entries and belongs to the page.
 */
export function watchTimings(api: 'fetch' | 'xhr'): ResourceTimings {
  const initiatorType = api === 'xhr' ? 'xmlhttprequest' : api
  let entries: PerformanceResourceTiming[] = []

  const keep = (found: PerformanceEntryList) => {
    for (const entry of found as PerformanceResourceTiming[]) {
      if (entry.initiatorType === initiatorType) entries.push(entry)
    }
    entries = entries.slice(-KEPT_ENTRIES)
  }

  const observer = new PerformanceObserver((list) => keep(list.getEntries()))
  observer.observe({ type: 'resource', buffered: true })

  return {
    take({ url, start, end }) {
      keep(observer.takeRecords())
      const name = url.split('#')[0]
      // Entries come in the order in which requests ended; ours is the first that began after us.
      const entry = entries
        .filter(
          (one) =>
            one.name.split('#')[0] === name &&
            one.startTime >= start - TOLERANCE &&
            one.startTime <= end,
        )
        .sort((left, right) => left.startTime - right.startTime)[0]
      entries = entries.filter((one) => one !== entry)
      return entry ? measure(entry) : {}
    },
    stop: () => observer.disconnect(),
  }
}

function measure(entry: PerformanceResourceTiming): Measured {
  const { requestStart, responseStart, decodedBodySize } = entry
  const responseBytes = decodedBodySize > 0 && { responseBytes: decodedBodySize }
  // Another origin that does not allow to see it, or no answer.
  if (!responseStart) return { ...responseBytes }

  const spans: Required<NetworkTimings> = {
    redirect: entry.redirectEnd - entry.redirectStart,
    dns: entry.domainLookupEnd - entry.domainLookupStart,
    connect: entry.connectEnd - entry.connectStart,
    wait: responseStart - requestStart,
    download: entry.responseEnd - responseStart,
  }
  const timings = Object.entries(spans).map(([name, span]) => [name, Math.round(span)] as const)
  return {
    ...responseBytes,
    transferBytes: entry.transferSize,
    timings: Object.fromEntries(timings.filter(([, span]) => span > 0)),
  }
}
