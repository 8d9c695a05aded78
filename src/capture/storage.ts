import { patch } from '../browser/patch.ts'
import { byteLength } from '../lib/byte-length.ts'
import { cut } from '../lib/cut.ts'
import { guard } from '../lib/guard.ts'
import { isObject } from '../lib/read-property.ts'
import type { StorageEvent } from '../protocol/index.ts'
import type { Capture } from './types.ts'

export interface StorageOptions {
  /** Changes of such a key are not recorded: they are our own. */
  ignoreKey: (key: string) => boolean
}

const KEY_LENGTH = 200

const METHODS = { setItem: 'set', removeItem: 'remove', clear: 'clear' } as const

/**
 * Emits one event per successful change of localStorage or sessionStorage: the key and the size
 * of the value, never the value.
 *
 * Writes of the form `localStorage.name = value` go past it. What other tabs change they record
 * themselves.
 */
export const captureStorage: Capture<StorageOptions> = (emit, { ignoreKey }) => {
  const record = guard(
    (storage: unknown, operation: StorageEvent['operation'], [key, value]: unknown[]) => {
      const area = areaOf(storage)
      const name = operation === 'clear' ? undefined : textOf(key)
      if (!area || (name !== undefined && ignoreKey(name))) return
      const text = operation === 'set' ? textOf(value) : undefined

      emit({
        type: 'storage',
        time: Date.now(),
        area,
        operation,
        ...(name !== undefined && { key: cut(name, KEY_LENGTH) }),
        ...(text !== undefined && { valueBytes: byteLength(text) }),
      })
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
  }
}

/** The getters throw where storage is forbidden, e.g. in a sandboxed frame. */
function areaOf(storage: unknown): StorageEvent['area'] | undefined {
  if (storage === guard(() => localStorage)()) return 'local'
  return storage === guard(() => sessionStorage)() ? 'session' : undefined
}

/** The text the storage makes of it; not for objects, whose `toString` is code of the page. */
function textOf(value: unknown): string | undefined {
  return isObject(value) ? undefined : String(value)
}
