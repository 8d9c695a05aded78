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

/**
 * What is done to each field that can hold any text, in whatever kind of event. A field with a new
 * name and no entry here does not compile.
 */
const REDACTORS: Redactors = {
  args: pass,
  causes: (causes) => causes.map(redactCause),
  closeReason: redactText,
  context: redactValue,
  error: redactText,
  facts: redactRecord,
  from: redactUrl,
  initiator: redactText,
  inputType: redactName,
  key: redactName,
  message: redactText,
  method: redactText,
  name: redactText,
  problem: redactName,
  responseHeaders: redactRecord,
  role: redactName,
  script: redactText,
  selector: redactSelector,
  stack: redactText,
  tag: redactName,
  testId: redactName,
  text: redactText,
  title: redactText,
  to: redactUrl,
  url: redactUrl,
}

/** A copy of the event without what must not leave the device. */
export function redactEvent<Event extends CaptureEvent | RecordedEvent>(event: Event): Event {
  const fields: CaptureEvent =
    event.type === 'console'
      ? redactCall(event)
      : event.type === 'storage'
        ? redactStored(event)
        : event
  const redactors = REDACTORS as unknown as { [field: string]: (value: unknown) => unknown }

  // Each redactor gives back the type it takes, so the shape stays the event's.
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      const redact = value !== undefined && redactors[field]
      return [field, redact ? redact(value) : value]
    }),
  ) as unknown as Event
}

type EventOf<Kind> = Extract<CaptureEvent, { type: Kind }>

type TextFields = { [Kind in CaptureEvent['type']]: TextField<EventOf<Kind>> }[CaptureEvent['type']]

/** A stored value is redacted by its key, and a vital's value is a number. */
type Redactors = {
  [Field in Exclude<TextFields, 'value'>]: (value: ValueOf<CaptureEvent, Field>) => unknown
}

type ValueOf<Event, Field extends string> = Event extends { [F in Field]?: infer Value }
  ? NonNullable<Value>
  : never

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
