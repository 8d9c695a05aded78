import { cut } from '../lib/cut.ts'
import type {
  CaptureEvent,
  ConsoleEvent,
  ErrorCause,
  Json,
  RecordedEvent,
  StorageEvent,
} from '../protocol/index.ts'
import { redactName } from '../protocol/redaction/redact-name.ts'
import { redactSelector } from '../protocol/redaction/redact-selector.ts'
import { redactText } from '../protocol/redaction/redact-text.ts'
import { REDACTED } from '../protocol/redaction/redact-tokens.ts'
import { redactUrl } from '../protocol/redaction/redact-url.ts'
import { isSecretKey } from '../protocol/redaction/secret-key.ts'
import { redactArguments, redactValue } from './redact-value.ts'

/** Shorter texts are too common to be taken out of a message wherever they stand. */
const SHORTEST_SECRET = 3

const SECRET_START = 16

/** Of a stored value; the source keeps a little more. */
const VALUE_LENGTH = 1000

const target = {
  selector: redactSelector,
  tag: redactName,
  role: redactName,
  text: redactText,
  testId: redactName,
}

/**
 * What is done to each field that can hold any text. A new field without an entry here, or a new
 * kind of event, does not compile.
 */
const REDACTORS: { [Kind in CaptureEvent['type']]: Redactors<EventOf<Kind>> } = {
  console: { method: redactText, message: redactText, args: pass, stack: redactText },
  error: {
    name: redactText,
    message: redactText,
    stack: redactText,
    causes: (causes) => causes.map(redactCause),
    context: (context) => redactValue(context) as NonNullable<Json>,
    url: redactUrl,
  },
  network: {
    method: redactText,
    url: redactUrl,
    error: redactText,
    responseHeaders: redactRecord,
    initiator: redactText,
  },
  socket: { url: redactUrl, closeReason: redactText },
  storage: { key: redactName, value: redactText },
  click: target,
  frustration: target,
  input: { ...target, inputType: redactName, problem: redactName },
  navigation: { from: redactUrl, to: redactUrl, title: redactText },
  page: {},
  vital: { selector: redactSelector },
  'long-task': { script: redactText },
  environment: { facts: redactRecord },
  loss: {},
}

/** A copy of the event without what must not leave the device. */
export function redactEvent<Event extends CaptureEvent | RecordedEvent>(event: Event): Event {
  const fields: CaptureEvent =
    event.type === 'console'
      ? redactCall(event)
      : event.type === 'storage'
        ? redactStored(event)
        : event
  const redactors = REDACTORS[event.type] as { [field: string]: (value: unknown) => unknown }

  // Each redactor gives back the type it takes, so the shape stays the event's.
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      const redact = value !== undefined && redactors[field]
      return [field, redact ? redact(value) : value]
    }),
  ) as unknown as Event
}

type EventOf<Kind> = Extract<CaptureEvent, { type: Kind }>

type Redactors<Event> = {
  [Field in TextField<Event>]-?: (value: NonNullable<Event[Field]>) => NonNullable<Event[Field]>
}

/** The fields that can hold any text, at any depth; a choice between fixed words is none. */
type TextField<Event> = {
  [Field in keyof Event]-?: true extends HoldsText<Event[Field]> ? Field : never
}[keyof Event]

type HoldsText<Value> = [string] extends [Value]
  ? true
  : Value extends readonly (infer Item)[]
    ? HoldsText<Item>
    : Value extends object
      ? HoldsText<Value[keyof Value]>
      : string extends Value
        ? true
        : false

/** Done before, for the whole event. */
function pass<Value>(value: Value): Value {
  return value
}

function redactCause({ name, message, stack }: ErrorCause): ErrorCause {
  return {
    name: redactText(name),
    message: redactText(message),
    ...(stack !== undefined && { stack: redactText(stack) }),
  }
}

function redactRecord<Value extends { [key: string]: Json }>(value: Value): Value {
  return redactValue(value) as Value
}

function redactCall(event: ConsoleEvent): ConsoleEvent {
  const args = redactArguments(event.args)
  return { ...event, message: hideArguments(event, args), args }
}

/** What the app lets us record may be a secret all the same, by its key or by its looks. */
function redactStored(event: StorageEvent): StorageEvent {
  const { key = '', value } = event
  if (value === undefined) return event
  return { ...event, value: isSecretKey(key) ? REDACTED : cut(redactText(value), VALUE_LENGTH) }
}

/**
 * What was hidden among the arguments, e.g. as the neighbour of its name, stands in the message as
 * well, where nothing shows any more what it is.
 */
function hideArguments({ message, args }: ConsoleEvent, redacted: Json[]): string {
  for (const secret of hiddenTexts(args, redacted)) {
    message = message.replaceAll(secret, REDACTED)
    // What is left of a secret at the end of a message that was cut off.
    const start = message.indexOf(secret.slice(0, SECRET_START))
    if (start >= 0 && secret.length > SECRET_START) message = message.slice(0, start) + REDACTED
  }
  return message
}

/** The texts that are not there any more, as they are and as JSON writes them. */
function hiddenTexts(before: Json, after: Json | undefined): string[] {
  if (typeof before === 'object') {
    const left = Object.values(after ?? {})
    return Object.values(before ?? {}).flatMap((value, index) => hiddenTexts(value, left[index]))
  }
  const text = String(before)
  const isHidden = after === REDACTED && text.length >= SHORTEST_SECRET
  return isHidden ? [text, JSON.stringify(text).slice(1, -1)] : []
}
