import type { CaptureEvent, ConsoleEvent, Json } from '../protocol/index.ts'
import { redactText } from './redact-text.ts'
import { REDACTED, redactTokens } from './redact-tokens.ts'
import { redactUrl } from './redact-url.ts'
import { redactValue } from './redact-value.ts'

/** Shorter texts are too common to be taken out of a message wherever they stand. */
const SHORTEST_SECRET = 3

const SECRET_START = 16

/** The same field is redacted in the same way whatever the kind of event; others pass. */
const REDACTORS: Record<string, (text: string) => string> = {
  message: redactText,
  stack: redactText,
  name: redactText,
  error: redactText,
  text: redactText,
  title: redactText,
  method: redactText,
  url: redactUrl,
  from: redactUrl,
  to: redactUrl,
  // Here a secret's name stands for nothing but itself: `product-card:nth-of-type(2)`.
  selector: redactTokens,
  key: redactTokens,
  role: redactTokens,
}

/** A copy of the event without what must not leave the device. */
export function redactEvent(event: CaptureEvent): CaptureEvent {
  const fields: CaptureEvent = event.type === 'console' ? redactArguments(event) : event

  // Each redactor gives back the type it takes, so the shape stays the event's.
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      const redact = typeof value === 'string' && REDACTORS[field]
      return [field, redact ? redact(value) : value]
    }),
  ) as unknown as CaptureEvent
}

function redactArguments(event: ConsoleEvent): ConsoleEvent {
  const redacted = redactValue(event.args)
  const args = Array.isArray(redacted) ? redacted : []
  return { ...event, message: hideArguments(event, args), args }
}

/** `console.log('token', token)`: only side by side do the arguments show what the second one is. */
function hideArguments({ message, args }: ConsoleEvent, redacted: Json[]): string {
  for (const [index, arg] of args.entries()) {
    const secret = String(arg)
    if (redacted[index] !== REDACTED || secret.length < SHORTEST_SECRET) continue

    message = message.replaceAll(secret, REDACTED)
    // What is left of a secret at the end of a message that was cut off.
    const start = message.indexOf(secret.slice(0, SECRET_START))
    if (start >= 0 && secret.length > SECRET_START) message = message.slice(0, start) + REDACTED
  }
  return message
}
