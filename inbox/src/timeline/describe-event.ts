import type {
  CaptureEvent,
  ErrorEvent,
  FrustrationEvent,
  InputEvent,
  LossEvent,
  PageEvent,
  VitalEvent,
} from 'casefile/protocol'

import { pathOf } from '../page-facts.ts'
import { describeRequest, describeSocket } from './describe-network.ts'
import { formatDuration, inWords } from './format-value.ts'

export interface Description {
  /** What happened, in one line. */
  title: string
  /** A word that qualifies it: the level, the status, the size. */
  note: string
  isProblem: boolean
}

type Said = Pick<Description, 'title'> & Partial<Description>

/** Longer is no line any more; the details hold the whole text. */
const LONGEST_LINE = 400

/** An event as a row of the timeline says it. */
export function describeEvent(event: CaptureEvent): Description {
  const { title, note = '', isProblem = false } = describe(event)
  return { title: oneLine(title), note: oneLine(note), isProblem }
}

function describe(event: CaptureEvent): Said {
  switch (event.type) {
    case 'console':
      return {
        title: event.message || `console.${event.method}()`,
        note: event.method,
        isProblem: event.level === 'error',
      }
    case 'error':
      return describeError(event)
    case 'network':
      return describeRequest(event)
    case 'socket':
      return describeSocket(event)
    case 'storage':
      return {
        title: `${STORAGE[event.operation]} ${event.key ?? 'everything'}`,
        note: event.by ? `${AREAS[event.area]} · ${CHANGERS[event.by]}` : AREAS[event.area],
      }
    case 'click':
      return {
        title: `${event.keyboard ? 'Pressed' : 'Clicked'} ${describeTarget(event)}`,
        note: event.keyboard ? 'keyboard' : '',
      }
    case 'frustration':
      return describeFrustration(event)
    case 'input':
      return describeInput(event)
    case 'navigation':
      return {
        title: `${NAVIGATIONS[event.kind]} ${pathOf(event.to)}`,
        note: event.restored ? 'as it was left' : '',
      }
    case 'page':
      return describePage(event)
    case 'vital':
      return { title: `${VITALS[event.name]}: ${formatVital(event)}`, note: inWords(event.rating) }
    case 'long-task':
      return {
        title: `The page was busy for ${formatDuration(event.duration)}`,
        note: event.script ? pathOf(event.script) : '',
      }
    case 'environment':
      return { title: 'Browser and device', note: `${Object.keys(event.facts).length} facts` }
    case 'loss':
      return { title: describeLoss(event) }
  }
}

const NAVIGATIONS = {
  load: 'Loaded',
  reload: 'Reloaded',
  'back-forward': 'Went back or forward to',
  push: 'Went to',
  replace: 'Changed the address to',
  pop: 'Went back or forward to',
  hash: 'Jumped to',
}

export const AREAS = { local: 'localStorage', session: 'sessionStorage', cookie: 'cookie' }

const STORAGE = { set: 'Set', remove: 'Removed', clear: 'Cleared' }

export const CHANGERS = { property: 'as a property', 'other-tab': 'another tab', server: 'server' }

const SOURCES: { [source in ErrorEvent['source']]: string } = {
  uncaught: 'uncaught',
  unhandledrejection: 'rejection',
  captured: 'captured',
  resource: 'resource',
  csp: 'CSP',
  report: 'browser',
}

function describeError({ source, name, message, url = '' }: ErrorEvent): Said {
  const note = SOURCES[source]
  if (source === 'resource') {
    return { title: `${name} ${pathOf(url)} did not load`, note, isProblem: true }
  }
  if (source === 'csp') {
    const title = `The page’s Content-Security-Policy refused ${url || 'something'} (${name})`
    return { title, note, isProblem: true }
  }
  return { title: nameError({ name, message }), note, isProblem: source !== 'report' }
}

export function nameError({ name, message }: Pick<ErrorEvent, 'name' | 'message'>): string {
  if (!message) return name || 'Error'
  // A browser's message often begins with the name already.
  return message.startsWith(name || ' ') ? message : `${name || 'Error'}: ${message}`
}

/** `button “Pay now”` */
function describeTarget({
  role,
  tag,
  text,
  selector,
}: Pick<InputEvent, 'role' | 'tag' | 'text' | 'selector'>): string {
  return `${role ?? tag} ${text ? `“${text}”` : selector}`
}

function describeFrustration(event: FrustrationEvent): Said {
  const target = describeTarget(event)
  const note = event.count > 1 ? `${event.count} clicks` : ''
  const titles = {
    rage: `Clicked ${target} again and again`,
    dead: `Nothing happened after a click on ${target}`,
    error: `An error followed a click on ${target}`,
  }
  return { title: titles[event.kind], note, isProblem: true }
}

const CHANGES = {
  filled: 'Filled in',
  cleared: 'Cleared',
  checked: 'Checked',
  unchecked: 'Unchecked',
  chosen: 'Chose in',
  masked: 'Changed',
}

function describeInput(event: InputEvent): Said {
  const target = describeTarget(event)
  switch (event.kind) {
    case 'change':
      return {
        title: `${CHANGES[event.change ?? 'masked']} ${target}`,
        note: event.inputType ?? '',
      }
    case 'submit':
      return { title: `Submitted ${target}` }
    case 'invalid':
      return { title: `Was refused: ${target}`, note: event.problem ? inWords(event.problem) : '' }
  }
}

const STATES: { [state in PageEvent['state']]: string } = {
  loaded: 'The page had loaded',
  visible: 'The page came into view',
  hidden: 'The page went out of view',
  frozen: 'The browser froze the page',
  resumed: 'The browser let the page go on',
  online: 'The network was back',
  offline: 'The network was lost',
}

function describePage({ state, timings }: PageEvent): Said {
  const note = timings?.load === undefined ? '' : formatDuration(timings.load)
  return { title: STATES[state], note, isProblem: state === 'offline' }
}

export const VITALS: { [name in VitalEvent['name']]: string } = {
  LCP: 'Largest contentful paint',
  INP: 'Interaction to next paint',
  CLS: 'Cumulative layout shift',
  FCP: 'First contentful paint',
  TTFB: 'Time to first byte',
}

export function formatVital({ name, value }: Pick<VitalEvent, 'name' | 'value'>): string {
  return name === 'CLS' ? value.toFixed(2) : formatDuration(value)
}

/** What is missing, and why. */
function describeLoss({ count, reason }: LossEvent): string {
  // The device says so when it turns to memory alone.
  if (count === 0) return 'From here entries may be missing: the device kept them in memory only'
  const missing = count === 1 ? '1 entry is missing' : `${count} entries are missing`
  return `${missing}: ${LOSSES[reason]}`
}

const LOSSES: { [reason in LossEvent['reason']]: string } = {
  rate: 'the page logged faster than is useful',
  size: 'too large to be kept',
  storage: 'there was no room for more on the device',
  age: 'kept on the device for longer than the limit',
  rejected: 'the collector did not accept it',
  quota: 'the session holds all that one session may',
}

export function oneLine(text: string): string {
  return text.slice(0, LONGEST_LINE).replace(/\s+/g, ' ').trim()
}
