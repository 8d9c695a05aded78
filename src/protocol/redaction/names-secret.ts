import type { Json } from '../events.ts'
import { isSecretKey } from './secret-key.ts'

/** A text that only names something, or ends in a name: `token`, `Password:`, `The new PIN is: `. */
export const NAME =
  /(?<![\w-])([\w-]+(?: [\w-]+)?)(?:(?: is| was)?\s?(?:=>|[:=])\s?|(?<=^[\w-]+)\s?)$/

const NAME_LENGTH = 60

/** Whether the text names a secret, so that what comes after it is one. */
export function namesSecret(value: Json | undefined, pattern: RegExp): boolean {
  // Only the end says something, and a pattern must not look for it from every place.
  const name = typeof value === 'string' && pattern.exec(value.slice(-NAME_LENGTH))?.[1]
  return Boolean(name && isSecretKey(name))
}
