import { stringify } from '../lib/stringify.ts'

/** Texts as they are, everything else as JSON, as far as JSON can say it; `undefined` stays. */
export function toText(value: unknown): string | undefined {
  if (typeof value === 'string' || value === undefined) return value
  try {
    return stringify(value) ?? String(value)
  } catch {
    // A circle, or a BigInt.
    return String(value)
  }
}
