import { byteLength } from '../lib/byte-length.ts'
import { cut } from '../lib/cut.ts'
import type { StorageEvent } from '../protocol/index.ts'

export interface StorageOptions {
  /** Changes of such a key are not recorded: they are our own. */
  ignoreKey: (key: string) => boolean
  /** Whether the app wants the value recorded, and not only its size. */
  keepsValue: (key: string) => boolean
}

export const KEY_LENGTH = 200

/** Longer than what is kept in the end, so that a secret at that end is whole when it is redacted. */
const VALUE_LENGTH = 4000

interface Change extends Pick<StorageEvent, 'area' | 'operation'> {
  key: string | undefined
  value: string | undefined
}

/** The event of a change; `undefined` when it is one of ours. */
export function describeStorage(
  { area, operation, key, value }: Change,
  { ignoreKey, keepsValue }: StorageOptions,
): StorageEvent | undefined {
  if (key !== undefined && ignoreKey(key)) return undefined

  return {
    type: 'storage',
    time: Date.now(),
    area,
    operation,
    ...(key !== undefined && { key: cut(key, KEY_LENGTH) }),
    ...(value !== undefined && {
      valueBytes: byteLength(value),
      ...(keepsValue(key ?? '') && { value: cut(value, VALUE_LENGTH) }),
    }),
  }
}
