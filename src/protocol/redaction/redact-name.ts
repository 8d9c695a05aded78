import { REDACTED, redactTokens } from './redact-tokens.ts'

/**
 * Long runs without a meaning, as in session ids. Shorter ones help, e.g. the id of a build or a
 * record; so do hyphenated ones, and the fingerprint in the name of a file.
 */
const RANDOM =
  /(?<![A-Za-z\d])(?:[\da-f]{32,}(?![A-Za-z\d]|\.\w)|(?=[A-Za-z]*\d)(?=[A-Z\d]*[a-z])(?=[a-z\d]*[A-Z])[A-Za-z\d]{24,})/g

/**
 * Takes secrets out of what names a thing, e.g. a storage key or an id. Here a secret's name
 * stands for nothing but itself: `product-card:nth-of-type(2)`.
 */
export function redactName(name: string): string {
  return redactTokens(name).replace(RANDOM, REDACTED)
}
