import { isSecretKey } from './secret-key.ts'
import { REDACTED } from './redact-tokens.ts'
import { redactText } from './redact-text.ts'

/** The origin, else a pair of query or hash, else a segment of any part. */
const PIECE = /^(?:[a-z][a-z\d+.-]*:)?\/\/[^/?#]*|([^/?&;#=]+)=([^&;#]*)|[^/?&;#]+/gi

const HEX_TOKEN = /^[\da-f]{32,}$/i

/** Shorter texts and runs are ids that help, e.g. of a build or a record. */
const MIXED_TOKEN =
  /(?:^|[^A-Za-z\d])(?=[A-Za-z]*\d)(?=[A-Z\d]*[a-z])(?=[a-z\d]*[A-Z])[A-Za-z\d]{24}/

/**
 * Takes secrets out of an address: user and password, tokens and e-mail addresses anywhere, and
 * the values of secret-looking keys in query and hash. Harmless values stay, they help.
 */
export function redactUrl(url: string): string {
  return url.replace(
    PIECE,
    (piece: string, name: string | undefined, value: string, at: number) => {
      if (name !== undefined) {
        const key = decode(name)
        const isSecret = value && (isSecretKey(key) || isTokenLike(decode(value)))
        return `${isTokenLike(key) ? REDACTED : name}=${isSecret ? REDACTED : value}`
      }
      if (at === 0 && piece.includes('//')) return piece.replace(/\/\/.*@/s, `//${REDACTED}@`)
      return isTokenLike(decode(piece)) ? REDACTED : piece
    },
  )
}

function isTokenLike(text: string): boolean {
  return redactText(text) !== text || HEX_TOKEN.test(text) || MIXED_TOKEN.test(text)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
