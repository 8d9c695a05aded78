/** Code in a chunk of its own. */
export interface LazyCode<Code> {
  /** What has been loaded. */
  current(): Code | undefined
  /** Asks for the chunk now. Rejects when it cannot be loaded, and tries again on the next call. */
  get(): Promise<Code>
}

export function createLazyCode<Code>(
  name: string,
  load: () => Promise<Code>,
  debug: (message: string) => void,
): LazyCode<Code> {
  let current: Code | undefined
  let loading: Promise<Code> | undefined

  return {
    current: () => current,
    get: () =>
      (loading ??= load().then(
        (code) => (current = code),
        (error: unknown) => {
          // A deploy that took the chunk away, or no network.
          debug(`No ${name} chunk: ${String(error)}`)
          loading = undefined
          throw error
        },
      )),
  }
}
