/**
 * Wraps a function of ours so that its failure stays ours: whatever it throws is swallowed, and
 * it returns `undefined` then. For code that runs on the page's own path.
 */
export function guard<Args extends unknown[], Result>(
  run: (...args: Args) => Result,
): (...args: Args) => Result | undefined {
  return (...args) => {
    try {
      return run(...args)
    } catch {
      return undefined
    }
  }
}
