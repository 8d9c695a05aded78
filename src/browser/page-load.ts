import type { Natives } from './natives.ts'

/** Idle or not, the wait ends this long after the page has loaded. */
const IDLE_TIMEOUT = 2_000

/** Runs `run` once the page has loaded. */
export function whenLoaded(run: () => void): void {
  if (document.readyState === 'complete') run()
  else window.addEventListener('load', run, { once: true })
}

/** Runs `run` once the page has loaded and has nothing better to do. */
export function whenLoadedAndIdle(run: () => void, { setTimeout }: Natives): void {
  whenLoaded(() => {
    if (typeof requestIdleCallback === 'function')
      requestIdleCallback(run, { timeout: IDLE_TIMEOUT })
    else setTimeout(run, 200)
  })
}

/** Runs `run` once the document has been read and the page has nothing better to do. */
export function whenReadyAndIdle(run: () => void): void {
  const wait = () => {
    if (typeof requestIdleCallback === 'function')
      requestIdleCallback(run, { timeout: IDLE_TIMEOUT })
    else setTimeout(run)
  }
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', wait, { once: true })
  } else wait()
}
