import type { CaptureEvent } from 'casefile/protocol'

type Of<Type> = Extract<CaptureEvent, { type: Type }>

/** A ticket is read by people; who needs more opens the issue. */
export const MOST_CHARACTERS_AN_ERROR = 1500

const MOST_CAUSES = 5

/** The event as a text of some lines, when it is an error. */
export function describeError(event: CaptureEvent): string[] {
  const text = errorText(event)
  return text === undefined ? [] : [stamped(event.time, text)]
}

function errorText(event: CaptureEvent): string | undefined {
  if (event.type === 'console') return event.level === 'error' ? event.message : undefined
  if (event.type !== 'error') return undefined

  const { source, url = '', stack, causes = [] } = event
  if (source === 'resource') return `${event.name} did not load: ${url}`
  if (source === 'csp') return `The Content-Security-Policy refused ${url} (${event.name})`
  if (source === 'report') return undefined
  const behind = causes.slice(0, MOST_CAUSES).map((cause) => `Caused by ${nameOf(cause)}`)
  return [nameOf(event), ...behind, ...(stack ? [stack] : [])].join('\n')
}

function nameOf({ name, message }: { name: string; message: string }): string {
  return `${name || 'Error'}: ${message}`
}

/** The event as a line, when it is a request that failed or a socket that broke. */
export function describeRequest(event: CaptureEvent): string[] {
  if (event.type === 'socket' && event.phase === 'failed') {
    const code = event.closeCode === undefined ? '' : ` (${event.closeCode})`
    return [stamped(event.time, `${event.api} ${event.url}: broke${code}, ${took(event)}`)]
  }
  if (event.type !== 'network') return []
  const failed = event.outcome === 'failed' || event.outcome === 'timeout'
  if (!failed && event.status < 400) return []
  const line = `${event.method} ${event.url}: ${resultOf(event)}, ${took(event)}`
  return [stamped(event.time, line)]
}

const FAILURES = {
  offline: 'no answer, the device was offline',
  blocked: 'refused by the Content-Security-Policy',
  'cross-origin': 'no answer from another origin: CORS, or no server',
  network: 'no answer',
}

function resultOf({ outcome, status, failure = 'network', error }: Of<'network'>): string {
  if (outcome === 'timeout') return 'timed out'
  if (outcome !== 'failed') return String(status)
  return `${FAILURES[failure]}${error ? ` (${error})` : ''}`
}

/** `181 ms (dns 20, wait 90)` */
function took(event: Of<'network'> | Of<'socket'>): string {
  const timings = event.type === 'network' ? Object.entries(event.timings ?? {}) : []
  const phases = timings.map(([name, duration]) => `${name} ${Math.round(duration)}`).join(', ')
  return `${Math.round(event.duration)} ms${phases && ` (${phases})`}`
}

function stamped(time: number, text: string): string {
  return `${new Date(time).toISOString()} ${text}`.slice(0, MOST_CHARACTERS_AN_ERROR)
}
