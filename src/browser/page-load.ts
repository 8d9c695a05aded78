/** Idle or not, the wait ends this long after the page could have been. */
const IDLE_TIMEOUT = 2_000

/** Runs `run` once the page has loaded. */
export function whenLoaded(run: () => void): void {
  if (document.readyState === 'complete') run()
  else window.addEventListener('load', run, { once: true })
}

/** Runs `run` once the document has been read. */
export function whenReady(run: () => void): void {
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', run, { once: true })
  } else run()
}

/** Runs `run` when the page has nothing better to do. `setTimeout` is for browsers that never say so. */
export function whenIdle(run: () => void, setTimeout: (run: () => void, delay: number) => void) {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: IDLE_TIMEOUT })
  else setTimeout(run, 200)
}
