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
    /** Says whether anybody listens. */
    tell(value: Value): boolean {
      for (const listener of listeners) listener(value)
      return listeners.size > 0
    },
  }
}

export type Subscribers<Value> = ReturnType<typeof createSubscribers<Value>>
