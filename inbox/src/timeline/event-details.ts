import type { CaptureEvent, ErrorEvent, Json, NetworkEvent, SocketEvent } from 'casefile/protocol'

import { AREAS, CHANGERS, formatVital, nameError, VITALS } from './describe-event.ts'
import { explainOutcome } from './describe-network.ts'
import { formatBytes, formatCount, formatDuration, inWords } from './format-value.ts'

export interface EventDetails {
  /** Short values; those marked `copy` get a button. */
  facts: Fact[]
  /** How long each phase of a request took, in order. */
  phases: { name: string; duration: number }[]
  /** Long texts, as they were recorded. */
  blocks: Block[]
}

interface Fact {
  name: string
  value: string
  copy?: true
}

interface Block {
  name: string
  text: string
  /** To be shown as the calls it lists. */
  isStack?: true
}

/** Everything that was recorded of an event, in the order in which it is of use. */
export function eventDetails(event: CaptureEvent): EventDetails {
  const details: EventDetails = { facts: [], phases: [], blocks: [] }
  const write = createWriter(details)
  describe(event, write, details)
  return details
}

interface Writer {
  fact(name: string, value: string | number | undefined, copy?: true): void
  block(name: string, text: string | undefined, isStack?: true): void
}

function createWriter({ facts, blocks }: EventDetails): Writer {
  return {
    fact(name, value, copy) {
      if (value === undefined || value === '') return
      facts.push({ name, value: String(value), ...(copy && { copy }) })
    },
    block(name, text, isStack) {
      if (text) blocks.push({ name, text, ...(isStack && { isStack }) })
    },
  }
}

function describe(event: CaptureEvent, write: Writer, details: EventDetails): void {
  const { fact, block } = write
  switch (event.type) {
    case 'console':
      fact('Called', `console.${event.method}`)
      block('Message', event.message)
      event.args.forEach((arg, index) => {
        if (arg !== event.message) block(`Argument ${index + 1}`, writeJson(arg))
      })
      return block('Stack', event.stack, true)
    case 'error':
      return describeError(event, write)
    case 'network':
      return describeRequest(event, write, details)
    case 'socket':
      return describeSocket(event, write)
    case 'storage':
      fact('Area', AREAS[event.area])
      fact('Operation', event.operation)
      fact('Key', event.key, true)
      fact('Size', maybe(formatBytes, event.valueBytes))
      fact('Changed by', event.by && CHANGERS[event.by])
      return block('Value', event.value)
    case 'click':
      fact('Made with', event.keyboard && 'the keyboard')
      return describeTarget(event, write)
    case 'frustration':
      fact('Kind', `${event.kind} click`)
      fact('Clicks', event.count)
      return describeTarget(event, write)
    case 'input':
      fact('Kind', event.kind)
      fact('Change', event.change)
      fact('Problem', event.problem && inWords(event.problem))
      fact('Type', event.inputType)
      return describeTarget(event, write)
    case 'navigation':
      fact('Kind', event.kind)
      fact('To', event.to, true)
      fact('From', event.from, true)
      fact('Title', event.title)
      return fact('Restored', event.restored && 'from the back/forward cache')
    case 'page':
      fact('State', event.state)
      fact('First byte', maybe(formatDuration, event.timings?.firstByte))
      fact('Interactive', maybe(formatDuration, event.timings?.interactive))
      fact('Content loaded', maybe(formatDuration, event.timings?.contentLoaded))
      return fact('Loaded', maybe(formatDuration, event.timings?.load))
    case 'vital':
      fact('Vital', `${VITALS[event.name]} (${event.name})`)
      fact('Value', formatVital(event))
      fact('Rating', inWords(event.rating))
      return fact('Element', event.selector, true)
    case 'long-task':
      fact('Took', formatDuration(event.duration))
      fact('Input waited', maybe(formatDuration, event.blockingDuration))
      return fact('Script', event.script, true)
    case 'environment':
      return Object.entries(event.facts).forEach(([name, value]) => fact(name, writeJson(value)))
    case 'loss':
      fact('Reason', event.reason)
      return fact('Missing', event.count)
  }
}

function describeError(event: ErrorEvent, { fact, block }: Writer): void {
  fact('Source', event.source)
  fact(event.source === 'csp' ? 'Directive' : 'Name', event.name)
  fact('URL', event.url, true)
  fact('Line', event.line && [event.line, event.column].filter(Boolean).join(':'))
  block('Message', event.message)
  block('Stack', event.stack, true)
  for (const cause of event.causes ?? []) {
    block(`Caused by ${cause.name || 'Error'}`, nameError(cause))
    block(`Stack of the cause`, cause.stack, true)
  }
  block('Context', maybe(writeJson, event.context))
}

function describeRequest(
  event: NetworkEvent,
  { fact, block }: Writer,
  { phases }: EventDetails,
): void {
  fact('Request', `${event.method} by ${event.api}`)
  fact('URL', event.url, true)
  fact('Result', explainOutcome(event))
  fact('Took', event.outcome === 'queued' ? undefined : formatDuration(event.duration))
  fact('Sent', maybe(formatBytes, event.requestBytes))
  fact('Received', maybe(formatBytes, event.responseBytes))
  fact(
    'On the wire',
    event.transferBytes === 0 ? 'nothing: it was cached' : maybe(formatBytes, event.transferBytes),
  )
  const { redirect, dns, connect, wait, download } = event.timings ?? {}
  for (const [name, duration] of Object.entries({ redirect, DNS: dns, connect, wait, download })) {
    if (duration !== undefined) phases.push({ name, duration })
  }
  block('Error', event.error)
  const headers = Object.entries(event.responseHeaders ?? {})
  block('Response headers', headers.map(([name, value]) => `${name}: ${value}`).join('\n'))
  block('Called from', event.initiator, true)
}

function describeSocket(event: SocketEvent, { fact, block }: Writer): void {
  const carried = (count = 0, bytes = 0) =>
    count > 0 ? `${formatCount(count, 'message')}, ${formatBytes(bytes)}` : undefined
  fact('Socket', `${event.phase} by ${event.api}`)
  fact('URL', event.url, true)
  fact('Close code', event.closeCode)
  fact('After', formatDuration(event.duration))
  fact('Sent', carried(event.sentCount, event.sentBytes))
  fact('Received', carried(event.receivedCount, event.receivedBytes))
  block('Close reason', event.closeReason)
}

type Target = Extract<CaptureEvent, { selector: string; tag: string }>

function describeTarget({ tag, role, text, selector, testId }: Target, { fact }: Writer): void {
  fact('Element', role ? `${tag}, ${role}` : tag)
  fact('Text', text)
  fact('Test id', testId, true)
  fact('Selector', selector, true)
}

/** What a page logged as an error reads best as its stack, which begins with the message. */
function writeJson(value: Json): string {
  if (typeof value === 'string') return value
  const stack = typeof value === 'object' && value && !Array.isArray(value) && value.stack
  return typeof stack === 'string' ? stack : JSON.stringify(value, null, 2)
}

function maybe<Value>(write: (value: Value) => string, value: Value | undefined) {
  return value === undefined ? undefined : write(value)
}
