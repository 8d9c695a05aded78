import { whenIdle } from './checkout-schedule.ts'

export interface Retry {
  /** Plans one more attempt, after twice the time of the one before; returns how to call it off. */
  plan(attempt: () => void): () => void
  /** It went well: begin with the first wait again. */
  reset(): void
}

/** Attempts in idle moments, at growing intervals in milliseconds. */
export function createRetry({ first, longest }: { first: number; longest: number }): Retry {
  let wait = first

  return {
    plan(attempt) {
      let cancelIdle = () => {}
      const timer = setTimeout(() => (cancelIdle = whenIdle(attempt, first)), wait)
      wait = Math.min(wait * 2, longest)
      return () => {
        clearTimeout(timer)
        cancelIdle()
      }
    },
    reset() {
      wait = first
    },
  }
}
