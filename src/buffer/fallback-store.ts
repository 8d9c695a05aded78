import type { Store } from './store.ts'

/**
 * Uses `first` until it fails once, and `second` from then on. What `first` already holds stays
 * there for a later page.
 */
export function createFallbackStore(first: Store, second: Store, onFallback: () => void): Store {
  let current = first

  const run = async <Result>(operation: (store: Store) => Promise<Result>): Promise<Result> => {
    const used = current
    try {
      return await operation(used)
    } catch (error) {
      if (used === second) throw error
      if (current === first) {
        current = second
        onFallback()
      }
      return operation(second)
    }
  }

  return {
    write: (changes) => run((store) => store.write(changes)),
    update: (prefix, decide) => run((store) => store.update(prefix, decide)),
    list: (prefix, limit) => run((store) => store.list(prefix, limit)),
  }
}
