import { guard } from './guard.ts'

/** Functions that want to hear of something; one that fails costs the others nothing. */
export function createSubscribers<Value>() {
  const listeners = new Set<(value: Value) => void>()

  return {
    /** Adds a listener, and returns its removal. */
    add(listener: (value: Value) => void): () => void {
      const guarded = guard(listener)
      listeners.add(guarded)
      return () => listeners.delete(guarded)
    },
    tell(value: Value): void {
      for (const listener of listeners) listener(value)
    },
  }
}
