import type { CaptureEvent } from 'casefile/protocol'

import type { AnalysisInput, PageEvidence } from '../../../../server/src/analysis/analyzer.ts'
import { createOfflineAnalyzer } from '../../../../server/src/analysis/offline/offline-analyzer.ts'

/** A moment that all tests count from. */
export const START = Date.UTC(2026, 1, 27, 12)

type Of<Type extends CaptureEvent['type']> = Extract<CaptureEvent, { type: Type }>

/** Events at a number of milliseconds after `START`; what a test does not care about has some value. */
export const at = (offset: number) => {
  const time = START + offset
  return {
    click: (text: string, fields: Partial<Of<'click'>> = {}): CaptureEvent => {
      const selector = `#${text.toLowerCase().replaceAll(' ', '-')}`
      return { type: 'click', time, selector, tag: 'button', role: 'button', text, ...fields }
    },
    request: (path: string, fields: Partial<Of<'network'>> = {}): CaptureEvent => {
      const url = path.startsWith('http') ? path : `http://shop.test${path}`
      const answer = { outcome: 'completed', status: 200, duration: 30 } as const
      return { type: 'network', time, api: 'fetch', method: 'POST', url, ...answer, ...fields }
    },
    error: (message: string, fields: Partial<Of<'error'>> = {}): CaptureEvent => {
      return { type: 'error', time, source: 'uncaught', name: 'TypeError', message, ...fields }
    },
    console: (message: string, fields: Partial<Of<'console'>> = {}): CaptureEvent => {
      return {
        type: 'console',
        time,
        level: 'error',
        method: 'error',
        message,
        args: [],
        ...fields,
      }
    },
    open: (path: string): CaptureEvent => {
      return { type: 'navigation', time, kind: 'load', from: '', to: `http://shop.test${path}` }
    },
    storage: (key: string): CaptureEvent => {
      return { type: 'storage', time, area: 'local', operation: 'set', key, valueBytes: 1 }
    },
  }
}

/** What the offline analysis says about a report that comes ten seconds after `START`. */
export function analyse(events: readonly CaptureEvent[], input: Partial<AnalysisInput> = {}) {
  return createOfflineAnalyzer().analyse({
    description: 'It is odd',
    metadata: {},
    reportedAt: START + 10_000,
    events: asEvidence(events),
    agentFailures: [],
    ...input,
  })
}

function asEvidence(events: readonly CaptureEvent[]): PageEvidence[] {
  return events.map((event, seq) => ({ ...event, seq, tabId: 't', entryId: `e${seq}` }))
}
