import type { CaptureEvent, ConsoleEvent, Json } from '../protocol/index.ts'
import { redactText } from './redact-text.ts'
import { REDACTED, redactTokens } from './redact-tokens.ts'
import { redactUrl } from './redact-url.ts'
import { redactValue } from './redact-value.ts'

/** Shorter texts are too common to be taken out of a message wherever they stand. */
const SHORTEST_SECRET = 3

const SECRET_START = 16

/** A copy of the event without what must not leave the device. */
export function redactEvent(event: CaptureEvent): CaptureEvent {
  switch (event.type) {
    case 'console':
      return redactConsole(event)
    case 'error':
      return {
        ...event,
        name: redactText(event.name),
        message: redactText(event.message),
        ...(event.stack !== undefined && { stack: redactText(event.stack) }),
        ...(event.url !== undefined && { url: redactUrl(event.url) }),
      }
    case 'network':
      return {
        ...event,
        method: redactText(event.method),
        url: redactUrl(event.url),
        ...(event.error !== undefined && { error: redactText(event.error) }),
      }
    case 'storage':
      return { ...event, ...(event.key !== undefined && { key: redactTokens(event.key) }) }
    case 'click':
      // The key of an attribute selector is no secret's name: `my-card:nth-of-type(2)`.
      return {
        ...event,
        selector: redactTokens(event.selector),
        ...(event.role !== undefined && { role: redactTokens(event.role) }),
        text: redactText(event.text),
      }
    case 'navigation':
      return {
        ...event,
        from: redactUrl(event.from),
        to: redactUrl(event.to),
        ...(event.title !== undefined && { title: redactText(event.title) }),
      }
    case 'loss':
      return event
  }
}

function redactConsole(event: ConsoleEvent): ConsoleEvent {
  const redacted = redactValue(event.args)
  const args = Array.isArray(redacted) ? redacted : []

  return {
    ...event,
    message: redactText(hideArguments(event, args)),
    args,
    ...(event.stack !== undefined && { stack: redactText(event.stack) }),
  }
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
