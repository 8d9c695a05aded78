import { redactName } from './redact-name.ts'
import { redactUrl } from './redact-url.ts'

/** Secrets do not show between the backslashes: `#ann\@example\.com`, `#\34 111111111111111`. */
const ESCAPED = /\\(?:([\da-f]{1,6})\s?|(.))/gis

/** An attribute's value, which may be an address. */
const QUOTED = /"[^"]*"/g

/** Takes secrets out of a CSS selector; one that had any is not a selector any more. */
export function redactSelector(selector: string): string {
  const plain = selector.replace(ESCAPED, (_, code: string | undefined, letter: string) =>
    code ? String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff)) : letter,
  )
  const redacted = redactName(plain.replace(QUOTED, redactUrl))
  // What the collector reads again must mean the same there, so backslashes that are left stay such.
  return redacted === plain ? selector : redacted.replaceAll('\\', '\\\\')
}
