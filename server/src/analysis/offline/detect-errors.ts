import { parseStack } from 'casefile/protocol'

import type { Evidence } from '../analyzer.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { Finding, ProblemKind } from './problem.ts'
import { clip, hostAndPathOf, pathOf } from './readable-text.ts'

type ErrorEvidence = Extract<Evidence, { type: 'error' }>

const SEVERITIES: { [Source in ErrorEvidence['source']]: [ProblemKind, number] } = {
  uncaught: ['uncaught-error', 70],
  unhandledrejection: ['unhandled-rejection', 60],
  captured: ['captured-error', 45],
  resource: ['resource-failed', 25],
  csp: ['blocked-by-policy', 30],
  report: ['browser-report', 5],
}

/** Without its scripts and styles a page is something else; without a picture it is still itself. */
const ESSENTIAL_RESOURCES = ['script', 'link']
const ESSENTIAL_SEVERITY = 60

/** What people call the elements that load files. */
const RESOURCES: { [tag: string]: string } = {
  img: 'image',
  link: 'style sheet',
  script: 'script',
  video: 'video',
  audio: 'sound',
}

/** Says the same in every browser's words. */
const STORAGE_FULL = /QuotaExceeded|exceeded the quota|NS_ERROR_DOM_QUOTA/i

/** Exceptions nobody caught, rejections nobody handled, and what did not load. */
export function detectErrors(events: readonly Evidence[]): Finding[] {
  return events.flatMap((event) => {
    if (event.type === 'error') return [describeError(event)]
    if (event.type === 'console' && event.level === 'error') return [describeConsoleError(event)]
    return []
  })
}

function describeError(event: ErrorEvidence): Finding {
  if (event.source === 'resource') return describeResource(event)
  if (event.source === 'csp') return describePolicy(event)

  const [kind, severity] = SEVERITIES[event.source]
  const name = clip(event.name, 60) || 'Error'
  const message = clip(event.message)
  return {
    ...(isStorageFull(`${event.name} ${event.message}`)
      ? { kind: 'storage-full', severity: 55 }
      : { kind, severity }),
    fingerprint: `error ${name} ${fingerprintOf(event.message)} ${originOf(event)}`,
    // A browser's message often begins with the name already.
    title: message.startsWith(name) || !message ? message || name : `${name}: ${message}`,
    time: event.time,
    evidence: [event],
  }
}

function describeResource(event: ErrorEvidence): Finding {
  const path = pathOf(event.url ?? '') || 'without an address'
  return {
    kind: 'resource-failed',
    severity: ESSENTIAL_RESOURCES.includes(event.name)
      ? ESSENTIAL_SEVERITY
      : SEVERITIES.resource[1],
    fingerprint: `resource ${event.name} ${path}`,
    title: `the ${RESOURCES[event.name] ?? 'file'} ${path} did not load`,
    time: event.time,
    evidence: [event],
  }
}

/** Without what these load or reach a page does not work; without a picture it does. */
const ESSENTIAL_DIRECTIVES = /^(default|script|style|connect|worker|frame)-src/

function describePolicy(event: ErrorEvidence): Finding {
  const directive = clip(event.name, 40)
  const what = hostAndPathOf(event.url ?? '') || 'something'
  return {
    kind: 'blocked-by-policy',
    severity: ESSENTIAL_DIRECTIVES.test(directive) ? 50 : SEVERITIES.csp[1],
    fingerprint: `csp ${directive} ${what}`,
    title: `the page’s Content-Security-Policy refused ${what} (${directive})`,
    time: event.time,
    evidence: [event],
  }
}

/** The same message from other code is another fault. */
function originOf({ stack = '' }: ErrorEvidence): string {
  const [frame] = parseStack(stack)
  return frame ? `${frame.function ?? ''} ${pathOf(frame.url)}` : ''
}

function describeConsoleError(event: Extract<Evidence, { type: 'console' }>): Finding {
  const full = isStorageFull(event.message)
  return {
    kind: full ? 'storage-full' : 'console-error',
    severity: full ? 55 : 35,
    fingerprint: `console ${fingerprintOf(event.message)}`,
    title: `the console said “${clip(event.message, 120)}”`,
    time: event.time,
    evidence: [event],
  }
}

function isStorageFull(text: string): boolean {
  return STORAGE_FULL.test(text)
}
