import { preview } from '../lib/preview.ts'
import type { Json } from '../protocol/index.ts'
import { NAME, namesSecret } from '../protocol/redaction/names-secret.ts'
import { redactText } from '../protocol/redaction/redact-text.ts'
import { REDACTED } from '../protocol/redaction/redact-tokens.ts'
import { isSecretKey } from '../protocol/redaction/secret-key.ts'

/** In front of what a `%s` stands for the sentence may go on: `token %s`, `password is "%s"`. */
const NAME_BEFORE = /(?<![\w-])([\w-]+(?: [\w-]+)?)(?: is| was)?[\s:=>"'`[(]{0,4}$/

/** More than this is no context any more but data. */
const OBJECT_BYTES = 32 * 1024

/** Nobody writes a longer one. */
const FORMAT_LENGTH = 1000

const SPECIFIER = /%[sdifoOcj]/

/**
 * Takes secrets out of a JSON tree: the values of secret-looking keys, the neighbour of a text
 * that is such a key (`['token', 'abc']`), and whatever is secret in the texts.
 */
export function redactValue(value: Json): Json {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'number') {
    // The shortest card number has thirteen digits.
    const isShort = Math.abs(value) < 1e11
    return isShort || redactText(String(value)) === String(value) ? value : REDACTED
  }
  if (typeof value !== 'object' || value === null) return value

  if (Array.isArray(value)) {
    return value.map((item, index) =>
      isPlain(item) && namesSecret(value[index - 1], NAME) ? hide(item) : redactValue(item),
    )
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      redactText(key),
      isSecretKey(key) ? hide(item) : redactValue(item),
    ]),
  )
}

/** What the app gave us, as JSON without secrets. */
export function redactObject(value: object): { [key: string]: Json } {
  const [copy = {}] = preview([value], OBJECT_BYTES)
  // An object stays one, and what is none holds no facts.
  return typeof copy === 'object' ? (redactValue(copy) as { [key: string]: Json }) : {}
}

/** Takes secrets out of a call of the console, whose first argument may be the format of the others. */
export function redactArguments(args: Json[]): Json[] {
  const redacted = redactValue(args) as Json[]
  const [format] = args
  if (typeof format !== 'string') return redacted

  const texts = format.slice(0, FORMAT_LENGTH).replaceAll('%%', '').split(SPECIFIER)
  for (const [index, text] of texts.slice(0, -1).entries()) {
    const arg = args[index + 1]
    if (isPlain(arg) && namesSecret(text, NAME_BEFORE)) redacted[index + 1] = hide(arg)
  }
  return redacted
}

function isPlain(value: Json | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

/** Booleans and empty values say that there is a secret, or none, and not which. */
function hide(value: Json): Json {
  return typeof value === 'boolean' || value === null || value === '' ? value : REDACTED
}
