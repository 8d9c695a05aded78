import type { Json } from '../protocol/index.ts'
import { isSecretKey } from './secret-key.ts'
import { REDACTED } from './redact-tokens.ts'
import { redactText } from './redact-text.ts'

/** A whole text that only names something, e.g. `token` or `Password:`. */
const NAME = /^([\w-]{2,40})\s?[:=]?\s?$/

/**
 * Takes secrets out of a JSON tree: the values of secret-looking keys, the neighbour of a text
 * that is such a key (`['token', 'abc']`), and whatever is secret in the texts.
 */
export function redactValue(value: Json): Json {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'number')
    return redactText(String(value)) === String(value) ? value : REDACTED
  if (typeof value !== 'object' || value === null) return value

  if (Array.isArray(value)) {
    return value.map((item, index) => {
      const isNamed = typeof item === 'string' || typeof item === 'number'
      return isNamed && namesSecret(value[index - 1]) ? hide(item) : redactValue(item)
    })
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      redactText(key),
      isSecretKey(key) ? hide(item) : redactValue(item),
    ]),
  )
}

/** Booleans and empty values say that there is a secret, or none, and not which. */
function hide(value: Json): Json {
  return typeof value === 'boolean' || value === null || value === '' ? value : REDACTED
}

function namesSecret(value: Json | undefined): boolean {
  const name = typeof value === 'string' && NAME.exec(value)?.[1]
  return Boolean(name && isSecretKey(name))
}
