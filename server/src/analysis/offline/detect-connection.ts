import type { AnalysisInput, Evidence } from '../analyzer.ts'
import type { Finding } from './problem.ts'
import { clip, hostAndPathOf, readableDuration } from './readable-text.ts'

type Socket = Extract<Evidence, { type: 'socket' }>

const APIS = { websocket: 'WebSocket', eventsource: 'EventSource' }

/** Closed as planned: normally, because the page was left, or without a code. */
const PLANNED_CLOSES = [1000, 1001, 1005]

/** Shorter is a change of network, which nobody notices. */
const NOTICEABLE = 1000

/** Sockets that failed or were thrown out, and the times in which the device had no network. */
export function detectConnection({ events, reportedAt }: AnalysisInput): Finding[] {
  return events.flatMap((event, index) => {
    if (event.type === 'socket') return describeSocket(event)
    if (event.type !== 'page' || event.state !== 'offline') return []

    const end = events
      .slice(index)
      .find((later) => later.type === 'page' && later.state === 'online')
    const duration = (end?.time ?? reportedAt) - event.time
    if (duration < NOTICEABLE) return []
    const found: Finding = {
      kind: 'offline',
      severity: 40,
      fingerprint: 'offline',
      title: `the device was offline for ${readableDuration(duration)}`,
      time: event.time,
      evidence: end ? [event, end] : [event],
    }
    return [found]
  })
}

function describeSocket(event: Socket): Finding[] {
  const { api, phase, url, closeCode } = event
  const isLost = phase === 'failed'
  const isRefused = phase === 'closed' && !PLANNED_CLOSES.includes(closeCode ?? 1000)
  if (!isLost && !isRefused) return []

  const code = closeCode === undefined ? '' : ` (${closeCode})`
  const connection = `the ${APIS[api]} connection to ${hostAndPathOf(url)}`
  return [
    {
      kind: 'lost-connection',
      severity: isLost ? 40 : 35,
      fingerprint: `socket ${clip(url, 200)}`,
      title: `${connection} ${isLost ? 'broke' : 'was closed by the server'}${code}`,
      time: event.time,
      evidence: [event],
    },
  ]
}
