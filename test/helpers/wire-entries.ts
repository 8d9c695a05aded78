import type { WireEntry } from 'casefile/protocol'

/** A console entry; what a test does not care about has some value. */
export function consoleEntry(
  message: string,
  { time = Date.now(), level = 'info' }: { time?: number; level?: WireEntry['level'] } = {},
): WireEntry {
  return {
    type: 'console',
    level,
    payload: { message },
    timestamp: new Date(time).toISOString(),
    eventType: 'log',
    eventMetadata: {},
  }
}

/** A request as the SDK sends it. */
export function requestEntry(
  path: string,
  { time = Date.now(), status = 500 }: { time?: number; status?: number } = {},
): WireEntry {
  return {
    ...consoleEntry('', { time, level: status >= 400 ? 'error' : 'info' }),
    type: 'network',
    payload: { method: 'POST', url: `http://shop.test${path}`, status, durationMs: 20 },
  }
}
