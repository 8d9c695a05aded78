import type { CaptureEvent, Json } from 'casefile/protocol'

import { formatDuration } from './describe-event.ts'

export interface EventDetails {
  /** Short values; those marked `copy` get a button. */
  facts: { name: string; value: string; copy?: true }[]
  /** Long texts, as they were recorded. */
  blocks: { name: string; text: string }[]
}

/** Everything that was recorded of an event, in the order in which it is of use. */
export function eventDetails(event: CaptureEvent): EventDetails {
  const facts: EventDetails['facts'] = []
  const blocks: EventDetails['blocks'] = []
  const fact = (name: string, value: string | number | undefined, copy?: true) => {
    if (value !== undefined && value !== '') {
      facts.push({ name, value: String(value), ...(copy && { copy }) })
    }
  }
  const block = (name: string, text: string | undefined) => {
    if (text) blocks.push({ name, text })
  }

  switch (event.type) {
    case 'console':
      fact('Called', `console.${event.method}`)
      block('Message', event.message)
      event.args.forEach((arg, index) => {
        if (arg !== event.message) block(`Argument ${index + 1}`, write(arg))
      })
      block('Stack', event.stack)
      break
    case 'error':
      fact('Source', event.source)
      fact('Name', event.name)
      fact('URL', event.url, true)
      fact('Line', event.line && [event.line, event.column].filter(Boolean).join(':'))
      block('Message', event.message)
      block('Stack', event.stack)
      break
    case 'network':
      fact('Request', `${event.method} by ${event.api}`)
      fact('URL', event.url, true)
      fact('Status', event.status || undefined)
      fact('Outcome', event.outcome)
      fact('Took', formatDuration(event.duration))
      fact('Sent', bytes(event.requestBytes))
      fact('Received', bytes(event.responseBytes))
      block('Error', event.error)
      break
    case 'storage':
      fact('Area', `${event.area}Storage`)
      fact('Operation', event.operation)
      fact('Key', event.key, true)
      fact('Value', bytes(event.valueBytes))
      break
    case 'click':
      fact('Element', event.role ? `${event.tag}, ${event.role}` : event.tag)
      fact('Text', event.text)
      fact('Selector', event.selector, true)
      break
    case 'navigation':
      fact('Kind', event.kind)
      fact('To', event.to, true)
      fact('From', event.from, true)
      fact('Title', event.title)
      break
    case 'loss':
      fact('Reason', event.reason)
      fact('Missing', event.count)
  }

  return { facts, blocks }
}

/** What a page logged as an error reads best as its stack, which begins with the message. */
function write(value: Json): string {
  if (typeof value === 'string') return value
  const stack = typeof value === 'object' && value && !Array.isArray(value) && value.stack
  return typeof stack === 'string' ? stack : JSON.stringify(value, null, 2)
}

function bytes(size: number | undefined): string | undefined {
  return size === undefined ? undefined : `${size.toLocaleString()} bytes`
}
