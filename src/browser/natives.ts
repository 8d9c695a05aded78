/** Browser functions as they were before any source, or anybody after us, wrapped them. */
export interface Natives {
  fetch: typeof fetch
  setTimeout: (run: () => void, delay: number) => number
  clearTimeout: (timer: number | undefined) => void
  debug: (message: string) => void
}

export function readNatives(): Natives {
  return {
    fetch: fetch.bind(globalThis),
    setTimeout: setTimeout.bind(globalThis) as Natives['setTimeout'],
    clearTimeout: clearTimeout.bind(globalThis),
    // eslint-disable-next-line no-console -- for those who set the option `debug`
    debug: console.debug.bind(console),
  }
}
