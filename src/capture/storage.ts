import { patch } from '../browser/patch.ts'
import { guard } from '../lib/guard.ts'
import { isObject } from '../lib/read-property.ts'
import type { StorageEvent } from '../protocol/index.ts'
import { describeStorage, type StorageOptions } from './describe-storage.ts'
import { createThrottle } from './throttle.ts'
import type { Capture } from './types.ts'

const MOST_PER_SECOND = 50

const METHODS = { setItem: 'set', removeItem: 'remove', clear: 'clear' } as const

/**
 * Emits one event per successful method call that changes localStorage or sessionStorage: the key
 * and the size of the value, and the value only of keys that the app names.
 *
 * What no method call of this page changes is found later, see `unseen-storage.ts`.
 */
export const captureStorage: Capture<StorageOptions> = (emit, options) => {
  const throttle = createThrottle(MOST_PER_SECOND, emit)

  const record = guard(
    (storage: unknown, operation: StorageEvent['operation'], [key, value]: unknown[]) => {
      const area = areaOf(storage)
      if (!area) return
      const event = describeStorage(
        {
          area,
          operation,
          key: operation === 'clear' ? undefined : textOf(key),
          value: operation === 'set' ? textOf(value) : undefined,
        },
        options,
      )
      if (event && throttle.allow()) emit(event)
    },
  )

  const uninstallers = Object.entries(METHODS).map(([method, operation]) =>
    patch(
      Storage.prototype,
      method as keyof typeof METHODS,
      (original) =>
        function (...args) {
          const result = Reflect.apply(original, this, args)
          // Only now: a full storage refuses the change, with an error for the page.
          record(this, operation, args)
          return result
        },
    ),
  )

  return () => {
    for (const uninstall of uninstallers) uninstall()
    throttle.stop()
  }
}

/**
 * The getters throw where storage is forbidden, e.g. in a sandboxed frame. localStorage comes last:
 * the first to touch it waits until the browser has read all of it.
 */
function areaOf(storage: unknown): 'local' | 'session' | undefined {
  if (storage === guard(() => sessionStorage)()) return 'session'
  return storage === guard(() => localStorage)() ? 'local' : undefined
}

/** The text the storage makes of it; not for objects, whose `toString` is code of the page. */
function textOf(value: unknown): string | undefined {
  return isObject(value) ? undefined : String(value)
}
