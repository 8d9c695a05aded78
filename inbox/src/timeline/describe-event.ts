import type { CaptureEvent, LossEvent } from 'casefile/protocol'

import { pathOf } from '../page-facts.ts'

interface Description {
  title: string
  note: string
  isProblem: boolean
}

/** Longer is no line any more; the details hold the whole text. */
const LONGEST_LINE = 400

const NAVIGATIONS = {
  load: 'Loaded',
  reload: 'Reloaded',
  'back-forward': 'Went back or forward to',
  push: 'Went to',
  replace: 'Changed the address to',
  pop: 'Went back or forward to',
  hash: 'Jumped to',
}

const AREAS = { local: 'localStorage', session: 'sessionStorage', cookie: 'cookie' }

const STORAGE = { set: 'Set', remove: 'Removed', clear: 'Cleared' }

/** An event as a row of the timeline says it. */
export function describeEvent(event: CaptureEvent): Description {
  const { title, note = '', isProblem = false } = describe(event)
  return { title: oneLine(title), note, isProblem }
}

/** What is missing, and why. */
function describeLoss({ count, reason }: LossEvent): string {
  const missing = count === 1 ? '1 entry is missing' : `${count} entries are missing`
  return `${missing}: ${LOSSES[reason]}`
}

const LOSSES: { [reason in LossEvent['reason']]: string } = {
  rate: 'the page logged faster than is useful',
  size: 'too large to be kept',
  storage: 'the device’s storage was full or refused',
  age: 'kept on the device for longer than the limit',
  rejected: 'the collector did not accept it',
}

function describe(
  event: CaptureEvent,
): Omit<Description, 'note' | 'isProblem'> & Partial<Description> {
  switch (event.type) {
    case 'console':
      return {
        title: event.message || `console.${event.method}()`,
        note: event.method,
        isProblem: event.level === 'error',
      }
    case 'error':
      return event.source === 'resource'
        ? {
            title: `${event.name} ${pathOf(event.url ?? '')} did not load`,
            note: 'resource',
            isProblem: true,
          }
        : {
            title: event.message
              ? `${event.name || 'Error'}: ${event.message}`
              : event.name || 'Error',
            note: event.source === 'unhandledrejection' ? 'rejection' : event.source,
            isProblem: true,
          }
    case 'network':
      return {
        title: `${event.method} ${pathOf(event.url)}`,
        note: `${event.status || event.outcome} · ${formatDuration(event.duration)}`,
        isProblem: event.status >= 400 || event.outcome === 'failed' || event.outcome === 'timeout',
      }
    case 'storage':
      return {
        title: `${STORAGE[event.operation]} ${event.key ?? 'everything'}`,
        note: AREAS[event.area],
      }
    case 'click':
      return {
        title: `Clicked ${event.role ?? event.tag} ${event.text ? `“${event.text}”` : event.selector}`,
      }
    case 'navigation':
      return { title: `${NAVIGATIONS[event.kind]} ${pathOf(event.to)}` }
    case 'loss':
      return { title: describeLoss(event) }
    default:
      return { title: event.type }
  }
}

function oneLine(text: string): string {
  return text.slice(0, LONGEST_LINE).replace(/\s+/g, ' ').trim()
}

export function formatDuration(duration: number): string {
  return duration < 1_000 ? `${Math.round(duration)} ms` : `${(duration / 1_000).toFixed(1)} s`
}
