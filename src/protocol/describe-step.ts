import type {
  CaptureEvent,
  ClickEvent,
  ErrorEvent,
  InputEvent,
  NavigationEvent,
  NetworkEvent,
  SocketEvent,
} from './events.ts'
import { oneLine } from './one-line.ts'

/** From here on a person has noticed that the page does not react. */
const FREEZE = 2_000

/** Closed as planned: normally, because the page was left, or without a code. */
const PLANNED_CLOSES = [1000, 1001, 1005]

const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)([^?#]*)(?:\?[^#]*)?(#\/[^?]*)?/i

/** The event as a thing that a person did or saw; `undefined` for what is neither. */
export function describeStep(event: CaptureEvent): string | undefined {
  switch (event.type) {
    case 'navigation':
      return describeNavigation(event)
    case 'click':
      return event.keyboard
        ? `Pressed ${targetOf(event)} with the keyboard`
        : `Clicked ${targetOf(event)}`
    case 'frustration':
      return `Clicked ${targetOf(event)}`
    case 'input':
      return describeInput(event)
    case 'error':
      return describeError(event)
    case 'network':
      return describeRequest(event)
    case 'socket':
      return describeSocket(event)
    case 'page':
      if (event.state === 'offline') return 'Lost the network'
      return event.state === 'online' ? 'Had the network back' : undefined
    case 'long-task':
      return event.duration < FREEZE
        ? undefined
        : `Waited ${Math.round(event.duration / 1_000)} s while the page did not react`
    case 'console':
    case 'storage':
    case 'vital':
    case 'environment':
    case 'loss':
      return undefined
  }
}

function describeNavigation({ kind, to, restored }: NavigationEvent): string | undefined {
  const page = pathOf(to)
  if (restored) return `Went back or forward to ${page}, which was as it had been left`
  // A router that corrects the address in place is not something a person does.
  if (kind === 'replace') return undefined
  if (kind === 'reload') return `Reloaded ${page}`
  return `${kind === 'back-forward' || kind === 'pop' ? 'Went back or forward to' : 'Opened'} ${page}`
}

function describeInput(event: InputEvent): string {
  const field = nameOf(event)
  if (event.kind === 'submit') return `Submitted ${targetOf(event)}`
  if (event.kind === 'invalid') {
    const problem = event.problem && `: ${inWords(event.problem)}`
    return `${field} was refused${problem ?? ''}`
  }
  if (event.change === 'chosen' && event.inputType === 'file') return `Chose a file in ${field}`
  return `${CHANGES[event.change ?? 'masked']} ${field}`
}

const CHANGES = {
  filled: 'Filled in',
  cleared: 'Cleared',
  checked: 'Checked',
  unchecked: 'Unchecked',
  chosen: 'Chose an option in',
  masked: 'Changed',
}

function describeError({ source, name, message, url = '' }: ErrorEvent): string | undefined {
  const called = oneLine(name, 60)
  switch (source) {
    case 'resource':
      return `Did not get ${called} ${pathOf(url)}`
    case 'csp':
      return `Saw the Content-Security-Policy refuse ${hostAndPathOf(url) || 'something'} (${called})`
    // The browser tells it to developers only.
    case 'report':
      return undefined
    default: {
      const said = oneLine(message, 200)
      // A browser's message often begins with the name already.
      return `Saw ${said.startsWith(called || ' ') ? said : `${called || 'Error'}: ${said}`}`
    }
  }
}

const NO_ANSWERS = {
  offline: 'got no answer: the device was offline',
  blocked: 'was refused by the page’s Content-Security-Policy',
  'cross-origin': 'got no answer',
  network: 'got no answer',
}

function describeRequest(event: NetworkEvent): string | undefined {
  const { method, url, outcome, status, failure = 'network' } = event
  const request = `${oneLine(method, 10)} ${pathOf(url)}`
  if (outcome === 'failed') return `${request} ${NO_ANSWERS[failure]}`
  if (outcome === 'timeout') return `${request} ${NO_ANSWERS.network}`
  return status >= 400 ? `${request} answered ${status}` : undefined
}

function describeSocket(event: SocketEvent): string | undefined {
  const { api, phase, url, closeCode = 1000, sentCount, receivedCount } = event
  const to = `${api === 'websocket' ? 'WebSocket' : 'EventSource'} connection to ${hostAndPathOf(url)}`
  if (phase === 'failed') return `${sentCount || receivedCount ? 'Lost the' : 'Got no'} ${to}`
  const isPlanned = phase === 'opened' || PLANNED_CLOSES.includes(closeCode)
  return isPlanned ? undefined : `Lost the ${to} (closed with ${closeCode})`
}

type Target = Pick<ClickEvent, 'role' | 'tag' | 'text' | 'selector'>

/** `button "Pay now"` */
function targetOf(target: Target): string {
  const { text, selector } = target
  return `${kindOf(target)} ${text ? `"${oneLine(text, 80)}"` : `(${oneLine(selector, 80)})`}`
}

/** `"E-mail"`: what a field is goes without saying where it has a name. */
function nameOf(target: Target): string {
  return target.text ? `"${oneLine(target.text, 80)}"` : targetOf(target)
}

function kindOf({ role, tag }: Target): string {
  return oneLine(role ?? tag, 30)
}

/** `valueMissing` as `value missing` */
function inWords(flag: string): string {
  return oneLine(flag, 40).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** The part of an address a person recognises: its path, and a route in its hash. */
function pathOf(url: string): string {
  const [, , path = '', route = ''] = ADDRESS.exec(url) ?? []
  return oneLine(path + route || url || 'a page', 120)
}

function hostAndPathOf(url: string): string {
  const [, host = url, path = ''] = ADDRESS.exec(url) ?? []
  return oneLine(host + path, 120)
}
