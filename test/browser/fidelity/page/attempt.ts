/** What a call throws, or the promise it returns rejects with; or that it did not. */
export async function attempt(run: () => unknown): Promise<string> {
  let outcome: unknown
  try {
    outcome = run()
  } catch (error) {
    return `threw ${describe(error)}`
  }
  try {
    await outcome
    return 'went well'
  } catch (error) {
    return `rejected with ${describe(error)}`
  }
}

/** Class and words, as a page could match them. */
export function describe(error: unknown): string {
  if (error instanceof DOMException)
    return `DOMException ${error.name} ${error.code}: ${error.message}`
  if (error instanceof Error) {
    return `${Object.getPrototypeOf(error).constructor.name} ${error.name}: ${error.message}`
  }
  return String(error)
}
