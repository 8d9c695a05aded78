import type { Evidence } from '../analyzer.ts'
import { nameOf, type Click } from './detect-clicks.ts'
import type { Finding } from './problem.ts'
import { readableTimes } from './readable-text.ts'

export type Frustration = Extract<Evidence, { type: 'frustration' }>

/** Clicking so often says that something was expected. */
const INSISTENT = 3

/**
 * Clicks of which the page itself saw that they came to nothing, or in a rage. It also sees what
 * only changes on the screen, of which no entry tells. An error that followed a click is a problem
 * of its own.
 */
export function detectFrustrations(events: readonly Evidence[]): Finding[] {
  const clicks = events.filter((event): event is Click => event.type === 'click')
  return events.flatMap((event) => {
    if (event.type !== 'frustration' || event.kind === 'error') return []

    const about = clicksOf(event, clicks)
    const name = nameOf(event)
    const dead = event.kind === 'dead'
    const found: Finding = {
      kind: dead ? 'dead-click' : 'rage-click',
      severity: dead ? (event.count >= INSISTENT ? 60 : 50) : 45,
      fingerprint: `click ${event.kind} ${event.selector}`,
      title: dead
        ? `nothing followed a click on ${name}`
        : `${name} was clicked ${readableTimes(event.count)} in a row`,
      time: about.at(-1)?.time ?? event.time,
      evidence: [event, ...about],
    }
    return [found]
  })
}

function clicksOf({ selector, time, count }: Frustration, clicks: readonly Click[]): Click[] {
  return clicks
    .filter((click) => click.selector === selector && click.time >= time)
    .slice(0, Math.max(1, count))
}
