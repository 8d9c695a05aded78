import type { Evidence } from '../analyzer.ts'
import { fingerprintOfPath } from './fingerprint.ts'
import type { Finding } from './problem.ts'
import { clip, pathOf, readableDuration } from './readable-text.ts'

type Request = Extract<Evidence, { type: 'network' }>

/** Beyond this a person has begun to doubt that anything happens. */
const SLOW = 3000

/** Requests that the server failed or refused, that got no answer, or that took too long. */
export function detectRequests(events: readonly Evidence[]): Finding[] {
  return events.flatMap((event) => {
    if (event.type !== 'network') return []
    const found = judge(event)
    if (!found) return []

    const path = pathOf(event.url)
    return [
      {
        ...found,
        title: `${clip(event.method, 10)} ${path} ${found.title}`,
        fingerprint: `${found.kind} ${event.method} ${fingerprintOfPath(path)} ${event.status}`,
        time: event.time + event.duration,
        evidence: [event],
      },
    ]
  })
}

function judge(event: Request): Pick<Finding, 'kind' | 'severity' | 'title'> | undefined {
  const { outcome, status, duration } = event
  if (outcome === 'failed') {
    const isOffline = event.failure === 'offline'
    const title =
      event.failure === 'blocked'
        ? 'was refused by the page’s Content-Security-Policy'
        : `got no answer${isOffline ? ': the device was offline' : ''}`
    return { kind: 'unanswered-request', severity: isOffline ? 50 : 60, title }
  }
  if (outcome === 'pending' && duration > SLOW) {
    const title = `had no answer yet after ${readableDuration(duration)}`
    return { kind: 'unanswered-request', severity: 45, title }
  }
  if (outcome === 'timeout') {
    const title = `got no answer within ${readableDuration(duration)}`
    return { kind: 'unanswered-request', severity: 60, title }
  }
  if (status >= 500) return { kind: 'server-error', severity: 75, title: `answered ${status}` }
  if (status >= 400) {
    const severity = status === 404 ? 40 : 50
    return { kind: 'refused-request', severity, title: `answered ${status}` }
  }
  if (outcome === 'completed' && duration > SLOW) {
    return { kind: 'slow-request', severity: 40, title: `took ${readableDuration(duration)}` }
  }
  return undefined
}
