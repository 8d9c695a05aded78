export interface CheckoutSchedule {
  /** The page changed: a checkout becomes due once the interval has passed. */
  markDirty(): void
  /** The person did something: wait for a pause. */
  markActive(): void
  /** A checkout is needed as soon as the page has a moment. */
  request(): void
  /** The page can be seen again. */
  wake(): void
  stop(): void
}

export interface CheckoutOptions {
  /** Milliseconds between two checkouts; asked each time, since it follows the measured cost. */
  interval: () => number
  /** Takes a full snapshot. */
  checkout: () => void
}

/** A snapshot stops the page for a moment; nobody should be typing or scrolling then. */
const QUIET_TIME = 500

/** How long a checkout that is needed now waits for the page to be idle. */
const SOON = 1000

/**
 * Decides when to take a full snapshot: not before the interval has passed, not while the page is
 * hidden, in a quiet moment if one comes within another interval, and never when nothing changed.
 * Holds no timer while nothing is due.
 */
export function createCheckoutSchedule({ interval, checkout }: CheckoutOptions): CheckoutSchedule {
  let last = Date.now()
  let lastActivity = 0
  let wanted: { due: number; urgent: boolean } | undefined
  let cancelWait: (() => void) | undefined

  function wait() {
    if (!wanted || cancelWait || document.hidden) return
    const timer = setTimeout(onDue, Math.max(0, wanted.due - Date.now()))
    cancelWait = () => clearTimeout(timer)
  }

  function onDue() {
    cancelWait = undefined
    if (!wanted || document.hidden) return

    const now = Date.now()
    const quietIn = lastActivity + QUIET_TIME - now
    if (!wanted.urgent && quietIn > 0 && now < wanted.due + interval()) {
      const timer = setTimeout(onDue, quietIn)
      cancelWait = () => clearTimeout(timer)
      return
    }
    cancelWait = whenIdle(run, wanted.urgent ? SOON : interval())
  }

  function run() {
    cancelWait = undefined
    // Hidden since: `wake` waits again.
    if (document.hidden) return

    // First, so that what the checkout itself records is not due at once again.
    wanted = undefined
    last = Date.now()
    checkout()
  }

  return {
    markDirty() {
      if (wanted) return
      wanted = { due: last + interval(), urgent: false }
      wait()
    },
    markActive() {
      lastActivity = Date.now()
    },
    request() {
      if (wanted?.urgent) return
      wanted = { due: Date.now(), urgent: true }
      cancelWait?.()
      cancelWait = undefined
      wait()
    },
    wake: wait,
    stop() {
      wanted = undefined
      cancelWait?.()
      cancelWait = undefined
    },
  }
}

/** Runs in an idle moment, at the latest after `timeout`; Safari has no such callback. */
export function whenIdle(run: () => void, timeout: number): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(run, Math.min(timeout, 50))
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(run, { timeout })
  return () => cancelIdleCallback(handle)
}
