import type { Change, Store } from './store.ts'

/** How long a store that failed is left alone; one that hangs costs each who asks seconds. */
const RETRY_AFTER = 10_000

/** Of what was deleted, so much is remembered; it matters only where a failed write came through. */
const MOST_MISSED = 1_000

export interface FallbackOptions {
  /** Called each time `first` begins to fail. */
  onFallback(): void
  /** Frees some of the quota that `first` has run out of. */
  makeRoom(): Promise<unknown>
  now?: () => number
}

interface Fallback {
  second: Store
  /** By key, what `second` was told. */
  missed: Map<string, Change>
  /** When `first` failed last. */
  since: number
}

export interface FallbackStore extends Store {
  /** Whether it is not in memory only, as far as the last use has shown. */
  isOnDevice(): boolean
  /** Forgets what is in memory only. */
  forget(): void
}

/**
 * Uses `first`, and a store in memory while that one fails. When it works again it is told what it
 * has missed. What it already holds stays there, for this page or a later one.
 */
export function createFallbackStore(
  first: Store,
  createSecond: () => Store,
  { onFallback, makeRoom, now = () => performance.now() }: FallbackOptions,
): FallbackStore {
  let fallback: Fallback | undefined
  let catchingUp: Promise<void> | undefined

  /** All deletes too: a write that was given up may have come through after that. */
  const miss = (changes: readonly Change[]) => {
    const { missed } = fallback!
    for (const change of changes) {
      const name = JSON.stringify('put' in change ? change.put : change.delete)
      missed.delete(name)
      missed.set(name, change)
    }
    for (const [name, change] of missed) {
      if (missed.size <= MOST_MISSED) break
      if ('delete' in change) missed.delete(name)
    }
    return changes
  }

  const catchUp = async () => {
    while (fallback) {
      const told = [...fallback.missed]
      await withRoom(() => first.write(told.map(([, change]) => change)))
      // Forgotten meanwhile.
      if (!fallback) return
      const { missed } = fallback
      for (const [name, change] of told) if (missed.get(name) === change) missed.delete(name)
      if (missed.size === 0) fallback = undefined
    }
  }

  const withRoom = async <Result>(operation: () => Promise<Result>): Promise<Result> => {
    try {
      return await operation()
    } catch (error) {
      if ((error as Partial<Error> | undefined)?.name !== 'QuotaExceededError') throw error
      await makeRoom()
      return operation()
    }
  }

  const createFallback = (): Fallback => {
    const second = createSecond()
    return {
      missed: new Map(),
      since: 0,
      second: {
        ...second,
        write: (changes) => second.write(miss(changes)),
        update: (prefix, decide, range) =>
          second.update(prefix, (records) => miss(decide(records)), range),
      },
    }
  }

  const run = async <Result>(operation: (store: Store) => Promise<Result>): Promise<Result> => {
    if (fallback && now() - fallback.since < RETRY_AFTER) return operation(fallback.second)
    try {
      if (fallback) await (catchingUp ??= catchUp().finally(() => (catchingUp = undefined)))
      // Not awaited before it begins: the page may be going away.
      return await withRoom(() => operation(first))
    } catch {
      if (!fallback) {
        fallback = createFallback()
        onFallback()
      }
      fallback.since = now()
      return operation(fallback.second)
    }
  }

  return {
    isOnDevice: () => !fallback,
    forget() {
      fallback = undefined
    },
    write: (changes) => run((store) => store.write(changes)),
    update: (prefix, decide, range) => run((store) => store.update(prefix, decide, range)),
    list: (prefix, limit, after) => run((store) => store.list(prefix, limit, after)),
    keys: (prefix) => run((store) => store.keys(prefix)),
  }
}
