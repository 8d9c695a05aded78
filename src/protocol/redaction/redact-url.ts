import { redactName } from './redact-name.ts'
import { redactPairs } from './redact-pairs.ts'
import { REDACTED } from './redact-tokens.ts'
import { isSecretKey } from './secret-key.ts'

/** The origin, else a pair of query or hash, else a segment of any part. */
const PIECE = /^(?:[a-z][a-z\d+.-]*:)?\/\/[^/?#]*|([^/?&;#=]+)=([^&;#]*)|[^/?&;#]+/gi

/** Too short to be anything, or the place in a script. */
const HARMLESS = /^[\w.-]{0,9}(?::\d+:\d+)?$/

/**
 * Takes secrets out of an address: user and password, tokens and e-mail addresses anywhere, and
 * the values of secret-looking keys in query and hash. Harmless values stay, they help.
 */
export function redactUrl(url: string): string {
  return url.replace(
    PIECE,
    (piece: string, name: string | undefined, value: string, at: number) => {
      if (name !== undefined) {
        const isSecret = value && (isSecretKey(decode(name)) || isTokenLike(value))
        return `${isTokenLike(name) ? REDACTED : name}=${isSecret ? REDACTED : value}`
      }
      if (at === 0 && piece.includes('//')) return piece.replace(/\/\/.*@/s, `//${REDACTED}@`)
      return isTokenLike(piece) ? REDACTED : piece
    },
  )
}

function isTokenLike(piece: string): boolean {
  if (HARMLESS.test(piece)) return false
  const text = decode(piece)
  return redactName(redactPairs(text)) !== text
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
