import { isSecretKey } from './secret-key.ts'
import { REDACTED } from './redact-tokens.ts'

/**
 * A word, and what separates it from a value if it is a key: `key=`, `"key": `, `key]=`, `key=>`.
 * Matches every word whole, so that a long one is not scanned from each of its letters again.
 */
const WORD = /[\w-]+(["'`\]\\]{0,9}\s{0,4}(?:=>|[=:])\s{0,4})?/g

/** Header values go on to the end of the line. */
const HEADER = /^(.*-)?(authorization|cookie)$/i

const PLAIN_VALUE = /[^\s"'`,;&|<>()[\]{}]*/y
const LINE = /[^\r\n]*/y

/** Says that there is a secret, or none, and not which; is taken out already; or a place in a stack. */
const NO_SECRET = /^(true|false|null|undefined|\d+:\d+|\[redacted\].*|)$/s
const NO_SECRET_LENGTH = 16

/** Takes out the values of secret-looking keys, in any notation. */
export function redactPairs(text: string): string {
  let redacted = ''
  let done = 0

  for (const { 0: match, 1: separator, index } of text.matchAll(WORD)) {
    if (!separator || index < done) continue
    const key = match.slice(0, -separator.length)
    if (!isSecretKey(key)) continue

    const { start, end } = findValue(text, index + match.length, HEADER.test(key))
    if (NO_SECRET.test(text.slice(start, Math.min(end, start + NO_SECRET_LENGTH)))) continue
    redacted += text.slice(done, start) + REDACTED
    done = end
  }

  return redacted + text.slice(done)
}

interface Stretch {
  start: number
  end: number
}

function findValue(text: string, start: number, isHeader: boolean): Stretch {
  const quote = /(\\*)["'`]/y
  quote.lastIndex = start
  const opening = quote.exec(text)
  if (opening) {
    const inside = start + opening[0].length
    return { start: inside, end: endOfQuoted(text, inside, opening[1]?.length ?? 0) }
  }

  // Where an object ends is not worth finding out: what was logged as one is also in the arguments.
  const value = isHeader || /[[{]/.test(text.charAt(start)) ? LINE : PLAIN_VALUE
  value.lastIndex = start
  return { start, end: start + (value.exec(text)?.[0].length ?? 0) }
}

/**
 * Where the quote closes that opened before `start`: the next one behind no more backslashes than
 * it had itself. A text that was cut off has none, and then all of the rest is the value.
 */
function endOfQuoted(text: string, start: number, backslashes: number): number {
  const quote = text.charAt(start - 1)
  for (let at = text.indexOf(quote, start); at >= 0; at = text.indexOf(quote, at + 1)) {
    let before = at
    while (before > start && text[before - 1] === '\\') before -= 1
    if (at - before <= backslashes) return before
  }
  return text.length
}
