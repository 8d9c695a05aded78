import { type MetricType, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals'

import { composedAncestors } from '../browser/composed-ancestors.ts'
import { epochTime } from '../browser/epoch-time.ts'
import { uniqueSelector } from '../browser/unique-selector.ts'
import { guard } from '../lib/guard.ts'
import type { Selectors } from '../privacy/selectors.ts'
import type { VitalEvent } from '../protocol/index.ts'
import type { Capture, OnFlush } from './types.ts'

export interface VitalsOptions {
  selectors: Selectors
  onFlush: OnFlush
}

/** Long enough for the entries of the past to come in, and for a burst of layout shifts to end. */
const SETTLE_TIME = 1000

/**
 * Emits Google's web vitals: each when it is first known, when its rating changes, and its last
 * value before the page is left or a report is sent.
 */
export const captureVitals: Capture<VitalsOptions> = (emit, { selectors, onFlush }) => {
  /** By id: a page that comes back from the back/forward cache is measured anew. */
  const emitted = new Map<string, Pick<MetricType, 'value' | 'rating'>>()
  const latest = new Map<string, MetricType>()
  let installed = true
  let timer: ReturnType<typeof setTimeout> | undefined

  const emitNews = guard(() => {
    clearTimeout(timer)
    timer = undefined
    for (const metric of latest.values()) {
      const { id, value, rating } = metric
      if (emitted.get(id)?.value === value) continue
      emitted.set(id, { value, rating })
      emit(describe(metric, selectors))
    }
  })

  const take = guard((metric: MetricType) => {
    if (!installed) return
    latest.set(metric.name, metric)
    if (emitted.get(metric.id)?.rating !== metric.rating)
      timer ??= setTimeout(emitNews, SETTLE_TIME)
  })

  const options = { reportAllChanges: true }
  for (const observe of [onTTFB, onFCP, onLCP, onCLS, onINP]) observe(take, options)

  const unsubscribe = onFlush(emitNews)
  return () => {
    // The library has no way to stop; from here on it talks to nobody.
    installed = false
    clearTimeout(timer)
    unsubscribe()
  }
}

function describe(metric: MetricType, { blocked, ignored }: Selectors): VitalEvent {
  const { name, value, rating } = metric
  const { element, time } = readCulprit(metric)
  const mayBeNamed =
    element?.isConnected &&
    !composedAncestors(element).some((outer) => outer.matches(`${blocked},${ignored}`))

  return {
    type: 'vital',
    // Of the moment it is about, so that it stands beside the click that was slow.
    time: epochTime(time),
    name,
    value: name === 'CLS' ? Math.round(value * 10_000) / 10_000 : Math.round(value),
    rating,
    ...(mayBeNamed && { selector: uniqueSelector(element) }),
  }
}

/** Where and when it happened, as far as the browser tells. */
function readCulprit(metric: MetricType): { element?: Element | null | undefined; time: number } {
  const time = metric.entries.at(-1)?.startTime ?? performance.now()

  switch (metric.name) {
    case 'LCP':
      return { element: metric.entries.at(-1)?.element, time }
    case 'INP':
      return { element: toElement(metric.entries[0]?.target), time }
    case 'CLS': {
      const [largest] = [...metric.entries].sort((one, other) => other.value - one.value)
      return { element: toElement(largest?.sources[0]?.node), time: largest?.startTime ?? time }
    }
    case 'FCP':
      return { time }
    case 'TTFB':
      // Its entry is the whole load.
      return { time: metric.value }
  }
}

function toElement(node: Node | null | undefined): Element | null | undefined {
  return node instanceof Element ? node : node?.parentElement
}
