import type { NetworkEvent, SocketEvent } from 'casefile/protocol'

import { pathOf } from '../page-facts.ts'
import type { Description } from './describe-event.ts'
import { formatCount, formatDuration } from './format-value.ts'

const OUTCOMES: { [outcome in NetworkEvent['outcome']]: string } = {
  completed: 'no status',
  failed: 'no answer',
  aborted: 'aborted',
  timeout: 'timed out',
  pending: 'no answer yet',
  queued: 'handed to the browser',
}

const SHORT_FAILURES: { [failure in NonNullable<NetworkEvent['failure']>]: string } = {
  offline: 'offline',
  blocked: 'blocked',
  'cross-origin': 'no answer',
  network: 'no answer',
}

export function describeRequest(event: NetworkEvent): Description {
  const { outcome, status, failure } = event
  const result = status || (failure && SHORT_FAILURES[failure]) || OUTCOMES[outcome]
  return {
    title: `${event.method} ${pathOf(event.url)}`,
    note: outcome === 'queued' ? String(result) : `${result} · ${formatDuration(event.duration)}`,
    isProblem: status >= 400 || outcome === 'failed' || outcome === 'timeout',
  }
}

/** How a request ended, for somebody who looks closer. */
export function explainOutcome({ outcome, status, failure }: NetworkEvent): string {
  switch (outcome) {
    case 'completed':
      return status === 0 ? 'An answer that the page may not look into' : `Answered ${status}`
    case 'failed':
      return failure ? FAILURES[failure] : 'There was no answer'
    case 'aborted':
      return 'The page gave it up'
    case 'timeout':
      return 'The page waited no longer'
    case 'pending':
      return 'Had no answer when the page was left or the report was sent'
    case 'queued':
      return 'The browser took it over; nobody learns its answer'
  }
}

const FAILURES: { [failure in NonNullable<NetworkEvent['failure']>]: string } = {
  offline: 'The device was offline',
  blocked: 'Refused by the page’s Content-Security-Policy',
  'cross-origin': 'No answer from another origin: CORS does not allow it, or there is no server',
  network:
    'No answer: the server was not reached, the connection broke, or an extension blocked it',
}

const APIS = { websocket: 'WebSocket', eventsource: 'EventSource' }

export function describeSocket(event: SocketEvent): Description {
  const { api, url, phase, closeCode, receivedCount = 0, sentCount = 0 } = event
  const carried = sentCount + receivedCount
  const notes = [
    closeCode,
    phase === 'opened' ? undefined : formatDuration(event.duration),
    carried > 0 ? formatCount(carried, 'message') : undefined,
  ]
  return {
    title: `${APIS[api]} ${phase}: ${url.replace(/^wss?:\/\//, '')}`,
    note: notes.filter((note) => note !== undefined).join(' · '),
    isProblem: phase === 'failed',
  }
}
