/** What was typed, or set in the environment, makes no command; the message says what would. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
