import { redactPairs } from './redact-pairs.ts'
import { redactTokens } from './redact-tokens.ts'
import { redactUrl } from './redact-url.ts'

/** With a scheme, or from a slash at the start of a word. Each word is looked at once. */
const ADDRESS =
  /(?<![a-z\d+.-])[a-z][a-z\d+.-]{1,20}:\/\/[^\s"'`<>()]+|(?<![^\s"'`(=])\/[^\s"'`<>()]+/gi

/**
 * Takes secrets out of free text: the values of secret-looking keys in any notation, what is
 * secret by its own look, and what is secret in an address. Takes time in proportion to the
 * length, whatever the text.
 */
export function redactText(text: string): string {
  // Names of fields and short words: no secret is of small letters alone, unless it is long.
  if (/^[a-z ]{0,15}$/.test(text)) return text
  return redactTokens(redactPairs(text.replace(ADDRESS, rememberLast(redactUrl))))
}

/** The lines of a stack name the same few files, each with a place in it. */
function rememberLast(redact: (url: string) => string): (address: string) => string {
  let last = ''
  let redacted = ''
  return (address) => {
    const [place = ''] = /(?::\d{1,9}){0,2}$/.exec(address) ?? []
    const url = address.slice(0, address.length - place.length)
    if (url !== last) redacted = redact((last = url))
    return redacted + place
  }
}
