import type { CaptureEvent, Json, NetworkTimings } from './events.ts'
import {
  flag,
  json,
  list,
  maybe,
  number,
  object,
  oneOf,
  type Read,
  type Readers,
  shape,
  text,
} from './read-fields.ts'

/** The fields of a kind beside those that every event has. */
type Own<Type> = Omit<Extract<CaptureEvent, { type: Type }>, 'type' | 'time'>

const maybeText = maybe(text)

const maybeNumber = maybe(number)

const target = {
  selector: text,
  tag: text,
  role: maybeText,
  text,
  testId: maybeText,
}

const timings = shape<NetworkTimings>({
  redirect: maybeNumber,
  dns: maybeNumber,
  connect: maybeNumber,
  wait: maybeNumber,
  download: maybeNumber,
})

/** How the fields of each kind of event are read; every field has to be here. */
export const EVENT_READERS: { [Type in CaptureEvent['type']]: Readers<Own<Type>> } = {
  console: {
    level: oneOf('info', 'error', 'warn', 'debug'),
    method: text,
    message: text,
    args: list,
    stack: maybeText,
  },
  error: {
    source: oneOf('uncaught', 'unhandledrejection', 'captured', 'resource', 'csp', 'report'),
    name: text,
    message: text,
    stack: maybeText,
    causes: maybe(listOf(shape({ name: text, message: text, stack: maybeText }))),
    context: maybe(json),
    url: maybeText,
    line: maybeNumber,
    column: maybeNumber,
  },
  network: {
    api: oneOf('fetch', 'xhr', 'beacon'),
    method: text,
    url: text,
    outcome: oneOf('completed', 'failed', 'aborted', 'timeout', 'pending', 'queued'),
    status: number,
    duration: number,
    failure: maybe(oneOf('network', 'offline', 'blocked', 'cross-origin')),
    error: maybeText,
    requestBytes: maybeNumber,
    responseBytes: maybeNumber,
    transferBytes: maybeNumber,
    timings: maybe(timings),
    responseHeaders: maybe(textsOf),
    initiator: maybeText,
  },
  socket: {
    api: oneOf('websocket', 'eventsource'),
    url: text,
    phase: oneOf('opened', 'closed', 'failed'),
    duration: number,
    closeCode: maybeNumber,
    closeReason: maybeText,
    sentCount: maybeNumber,
    sentBytes: maybeNumber,
    receivedCount: maybeNumber,
    receivedBytes: maybeNumber,
  },
  storage: {
    area: oneOf('local', 'session', 'cookie'),
    operation: oneOf('set', 'remove', 'clear'),
    key: maybeText,
    valueBytes: maybeNumber,
    value: maybeText,
    by: maybe(oneOf('property', 'other-tab', 'server')),
  },
  click: { ...target, keyboard: flag },
  frustration: { ...target, kind: oneOf('rage', 'dead', 'error'), count: number },
  input: {
    ...target,
    kind: oneOf('change', 'submit', 'invalid'),
    inputType: maybeText,
    change: maybe(oneOf('filled', 'cleared', 'checked', 'unchecked', 'chosen')),
    problem: maybeText,
  },
  navigation: {
    kind: oneOf('load', 'reload', 'back-forward', 'push', 'replace', 'pop', 'hash'),
    from: text,
    to: text,
    title: maybeText,
    restored: flag,
  },
  page: {
    state: oneOf('loaded', 'visible', 'hidden', 'frozen', 'resumed', 'online', 'offline'),
    timings: maybe(
      shape({
        firstByte: maybeNumber,
        interactive: maybeNumber,
        contentLoaded: maybeNumber,
        load: maybeNumber,
      }),
    ),
  },
  vital: {
    name: oneOf('LCP', 'INP', 'CLS', 'FCP', 'TTFB'),
    value: number,
    rating: oneOf('good', 'needs-improvement', 'poor'),
    selector: maybeText,
  },
  'long-task': { duration: number, blockingDuration: maybeNumber, script: maybeText },
  environment: { facts: object },
  loss: { reason: oneOf('rate', 'size', 'storage', 'age', 'rejected', 'quota'), count: number },
}

function listOf<Item>(read: Read<Item>): Read<Item[]> {
  return (value) => list(value).map(read)
}

function textsOf(value: Json | undefined): { [name: string]: string } {
  return Object.fromEntries(Object.entries(object(value)).map(([name, item]) => [name, text(item)]))
}
