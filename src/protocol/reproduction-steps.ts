import type { CaptureEvent } from './events.ts'

/** More than this is no longer read as steps; the last ones lead to the problem. */
const MOST_STEPS = 20

const ADDRESS = /^[a-z]+:\/\/[^/?#]*([^?#]*)(?:\?[^#]*)?(#\/[^?]*)?/i

/**
 * What the person did and saw, as sentences in order, e.g. `Opened /checkout`,
 * `Clicked button "Pay now"`, `Saw TypeError: x is undefined`.
 *
 * Repeats are folded (`Clicked button "Pay now" (3 times)`); only the last 20 steps are given.
 */
export function reproductionSteps(events: readonly CaptureEvent[]): string[] {
  const steps: { text: string; times: number }[] = []

  for (const event of events) {
    const text = describeStep(event)
    if (!text) continue

    const last = steps.at(-1)
    if (last?.text === text) last.times += 1
    else steps.push({ text, times: 1 })
  }

  return steps
    .slice(-MOST_STEPS)
    .map(({ text, times }) => (times === 1 ? text : `${text} (${times} times)`))
}

function describeStep(event: CaptureEvent): string | undefined {
  switch (event.type) {
    case 'navigation':
      return describeNavigation(event.kind, event.to)
    case 'click':
      return `Clicked ${event.role ?? event.tag} ${event.text ? `"${event.text}"` : `(${event.selector})`}`
    case 'error':
      return event.source === 'resource'
        ? `Did not get ${event.name} ${pathOf(event.url ?? '')}`
        : `Saw ${event.name || 'Error'}: ${event.message}`
    case 'network':
      return describeRequest(event)
    default:
      return undefined
  }
}

function describeNavigation(kind: string, to: string): string | undefined {
  // A router that corrects the address in place is not something a person does.
  if (kind === 'replace') return undefined
  if (kind === 'reload') return `Reloaded ${pathOf(to)}`
  return `${kind === 'back-forward' || kind === 'pop' ? 'Went back or forward to' : 'Opened'} ${pathOf(to)}`
}

function describeRequest(event: Extract<CaptureEvent, { type: 'network' }>): string | undefined {
  const request = `${event.method} ${pathOf(event.url)}`
  if (event.outcome === 'failed' || event.outcome === 'timeout') return `${request} got no answer`
  return event.status >= 400 ? `${request} answered ${event.status}` : undefined
}

/** The part of an address a person recognises: its path, and a route in its hash. */
function pathOf(url: string): string {
  const [, path = '', route = ''] = ADDRESS.exec(url) ?? []
  return path + route || url || 'a page'
}
