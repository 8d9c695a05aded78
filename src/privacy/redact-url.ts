import { isSecretKey } from './secret-key.ts'
import { REDACTED } from './redact-tokens.ts'
import { redactText } from './redact-text.ts'

/** Origin, path, query and hash; any of them may be missing. */
const PARTS = /^((?:[a-z][a-z\d+.-]*:)?\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?(#.*)?$/is

const HEX_TOKEN = /^[\da-f]{32,}$/i

const SHORTEST_TOKEN = 6

/** Shorter runs are ids that help, e.g. of a build or a record. */
const TOKEN_LENGTH = 24

/**
 * Takes secrets out of an address: user and password, tokens and e-mail addresses anywhere, and
 * the values of secret-looking keys in query and hash. Harmless values stay, they help.
 */
export function redactUrl(url: string): string {
  const [, origin = '', path = '', query = '', hash = ''] = PARTS.exec(url) ?? []
  // Single-page apps put a route with a query of its own, sign-ins a query into the hash.
  const [, route = '', routeQuery = ''] = /^#([^?=]*(?=\?|$))?(.*)/s.exec(hash) ?? []

  return (
    origin.replace(/\/\/.*@/s, `//${REDACTED}@`) +
    redactPath(path) +
    redactQuery(query) +
    (hash && '#') +
    redactPath(route) +
    redactQuery(routeQuery)
  )
}

function redactPath(path: string): string {
  return path
    .split('/')
    .map((segment) => (isTokenLike(decode(segment)) ? REDACTED : segment))
    .join('/')
}

function redactQuery(query: string): string {
  return query.replace(
    /([?&;]?)([^&;=]*)(=?)([^&;]*)/g,
    (pair, mark: string, ...rest: string[]) => {
      const [name = '', equals = '', value = ''] = rest
      if (!pair) return ''
      const key = decode(name)
      const isSecret = value && (isSecretKey(key) || isTokenLike(decode(value)))
      return mark + (isTokenLike(key) ? REDACTED : name) + equals + (isSecret ? REDACTED : value)
    },
  )
}

function isTokenLike(text: string): boolean {
  if (text.length < SHORTEST_TOKEN) return false
  if (redactText(text) !== text || HEX_TOKEN.test(text)) return true
  return text
    .split(/[^A-Za-z\d]+/)
    .some(
      (run) =>
        run.length >= TOKEN_LENGTH && /\d/.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run),
    )
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
