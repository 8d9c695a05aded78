import { listen } from '../browser/listen.ts'
import { guard } from '../lib/guard.ts'
import type { CaptureEvent, StorageEvent as Change } from '../protocol/index.ts'
import { describeStorage, KEY_LENGTH, type StorageOptions } from './describe-storage.ts'
import { createThrottle } from './throttle.ts'
import type { Capture, OnFlush, Subscribe, Uninstall } from './types.ts'

export interface UnseenStorageOptions extends StorageOptions {
  subscribe: Subscribe
  onFlush: OnFlush
}

/** An area with more than this is not compared: that must never be felt. */
const MOST_KEYS = 300
const MOST_CHARACTERS = 500_000

/** At the least between two comparisons, however much happens. */
const INTERVAL = 2_000

/** For idle time. */
const PATIENCE = 2_000

const MOST_PER_SECOND = 20

/** What stands for a value; the value itself is not kept. */
type Prints = Map<string, string>

/**
 * Emits changes of localStorage and sessionStorage that no method call of this page made: those
 * of other tabs as they come, and `localStorage.key = value` by comparing with what was there.
 * It compares in idle time after something else was recorded, and when the events are due.
 */
export const captureUnseenStorage: Capture<UnseenStorageOptions> = (emit, options) => {
  const throttle = createThrottle(MOST_PER_SECOND, emit)
  const record = (event: Change) => {
    if (throttle.allow()) emit(event)
  }

  const areas = (['local', 'session'] as const).flatMap((area) => {
    const storage = guard(() => window[`${area}Storage`])()
    return storage ? [watchArea({ area, storage, record, options })] : []
  })

  const compare = guard(() => {
    for (const area of areas) area.compare()
  })
  const soon = createIdleCall(compare)

  const uninstallers: Uninstall[] = [
    soon.cancel,
    options.subscribe((event) => {
      for (const area of areas) area.notice(event)
      // What it finds itself must not keep it going for ever.
      if (event.type !== 'storage' && event.type !== 'loss') soon.call()
    }),
    options.onFlush(compare),
    listen<StorageEvent>(window, 'storage', ({ storageArea, key, newValue }) => {
      for (const area of areas) area.hear(storageArea, key, newValue)
    }),
    throttle.stop,
  ]
  // What is there by now is where it begins.
  compare()

  return () => {
    for (const uninstall of uninstallers) uninstall()
  }
}

interface AreaOptions {
  area: 'local' | 'session'
  storage: Storage
  record: (event: Change) => void
  options: StorageOptions
}

function watchArea({ area, storage, record, options }: AreaOptions) {
  /** None before the first look, and none any more when there is too much. */
  let known: Prints | undefined
  let isTooLarge = false
  /** Changed in a way that was recorded: looked at, but not found. */
  const touched = new Set<string>()

  const touch = (key: string | undefined) => {
    if (key === undefined) known?.clear()
    else touched.add(key)
  }

  const describe = (operation: Change['operation'], key: string | undefined, value?: string) =>
    describeStorage({ area, operation, key, value }, options)

  return {
    /** A change was recorded, or too many of them to record them all: then it begins anew. */
    notice(event: CaptureEvent) {
      if (event.type === 'loss') known = undefined
      if (event.type === 'storage' && event.area === area) touch(event.key)
    },

    /** Another document has changed something. */
    hear(target: Storage | null, key: string | null, value: string | null) {
      if (target !== storage) return
      touch(key ?? undefined)
      const operation = key === null ? 'clear' : value === null ? 'remove' : 'set'
      const event = describe(operation, key ?? undefined, value ?? undefined)
      if (event) record({ ...event, by: 'other-tab' })
    },

    compare() {
      if (isTooLarge) return
      const found = readPrints(storage, options)
      if (!found) {
        isTooLarge = true
        known = undefined
        return
      }

      const before = known
      known = found
      for (const key of before ? new Set([...before.keys(), ...found.keys()]) : []) {
        if (touched.has(key) || before?.get(key) === found.get(key)) continue
        const value = found.has(key) ? (storage[key] as string) : undefined
        const event = describe(value === undefined ? 'remove' : 'set', key, value)
        if (event) record({ ...event, by: 'property' })
      }
      touched.clear()
    },
  }
}

/** `undefined` when there is more than can be read without being felt. */
function readPrints(storage: Storage, { ignoreKey }: StorageOptions): Prints | undefined {
  if (storage.length > MOST_KEYS) return undefined

  const prints: Prints = new Map()
  let characters = 0
  for (const key of Object.keys(storage)) {
    if (ignoreKey(key) || key.length > KEY_LENGTH) continue
    const value = storage[key] as string
    characters += value.length
    if (characters > MOST_CHARACTERS) return undefined
    prints.set(key, printOf(value))
  }
  return prints
}

/** Length, and a sum that another value of that length is unlikely to have. */
function printOf(value: string): string {
  let hash = 0
  for (let index = 0; index < value.length; index += 1) {
    hash = (Math.imul(hash, 31) + value.charCodeAt(index)) | 0
  }
  return `${value.length} ${hash}`
}

/** Runs `run` in idle time, once for all calls of the last two seconds. */
function createIdleCall(run: () => void): { call: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined

  const whenIdle = () => {
    const runOnce = () => {
      if (timer === undefined) return
      timer = undefined
      run()
    }
    if ('requestIdleCallback' in window) requestIdleCallback(runOnce, { timeout: PATIENCE })
    else runOnce()
  }

  return {
    call: () => (timer ??= setTimeout(whenIdle, INTERVAL)),
    cancel() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
