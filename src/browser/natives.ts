/** Browser functions as they were before any source, or anybody after us, wrapped them. */
export interface Natives {
  fetch: typeof fetch
  setTimeout: (run: () => void, delay: number) => number
  clearTimeout: (timer: number | undefined) => void
  debug: (message: string) => void
}

export function readNatives(): Natives {
  // Not by their bare names: a classic script's `const { fetch } = …` would stand before them.
  return {
    fetch: globalThis.fetch.bind(globalThis),
    setTimeout: globalThis.setTimeout.bind(globalThis) as Natives['setTimeout'],
    clearTimeout: globalThis.clearTimeout.bind(globalThis),
    // eslint-disable-next-line no-console -- for those who set the option `debug`
    debug: console.debug.bind(console),
  }
}
