import { textOf, type Fields } from '../read-values.ts'

/** What an error says of itself. */
export function messageOf({ message, error, reason }: Fields): string | undefined {
  const inner =
    typeof error === 'object' && error !== null && 'message' in error ? error.message : error
  return textOf(message) ?? textOf(inner) ?? textOf(reason)
}
