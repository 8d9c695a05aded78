import type { Natives } from './natives.ts'

/** Idle or not, the wait ends this long after the page has loaded. */
const IDLE_TIMEOUT = 2_000

/** Runs `run` once when the page has loaded and has nothing better to do. */
export function whenLoadedAndIdle(run: () => void, { setTimeout }: Natives): void {
  const whenIdle = () => {
    if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: IDLE_TIMEOUT })
    else setTimeout(run, 200)
  }
  if (document.readyState === 'complete') whenIdle()
  else window.addEventListener('load', whenIdle, { once: true })
}
