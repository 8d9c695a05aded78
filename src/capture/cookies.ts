import { listen } from '../browser/listen.ts'
import { byteLength } from '../lib/byte-length.ts'
import { cut } from '../lib/cut.ts'
import type { StorageEvent } from '../protocol/index.ts'
import { createThrottle } from './throttle.ts'
import type { Capture, NoOptions } from './types.ts'

const NAME_LENGTH = 200

const MOST_PER_SECOND = 20

/** https://developer.mozilla.org/docs/Web/API/CookieChangeEvent */
interface CookieChange extends Event {
  changed: readonly { name?: string; value?: string }[]
  deleted: readonly { name?: string }[]
}

/**
 * Emits the names of cookies that change and the size of their values, where the browser tells.
 * It does not tell who changed them, and nothing at all of those that only servers may read.
 */
export const captureCookies: Capture<NoOptions> = (emit) => {
  const { cookieStore } = window as { cookieStore?: unknown }
  if (!(cookieStore instanceof EventTarget)) return () => {}

  const throttle = createThrottle(MOST_PER_SECOND, emit)

  const record = (operation: StorageEvent['operation'], name = '', value?: string) => {
    if (!throttle.allow()) return
    emit({
      type: 'storage',
      time: Date.now(),
      area: 'cookie',
      operation,
      key: cut(name, NAME_LENGTH),
      ...(value !== undefined && { valueBytes: byteLength(value) }),
    })
  }

  const unlisten = listen<CookieChange>(cookieStore, 'change', ({ changed, deleted }) => {
    for (const { name, value } of changed) record('set', name, value)
    for (const { name } of deleted) record('remove', name)
  })

  return () => {
    unlisten()
    throttle.stop()
  }
}
