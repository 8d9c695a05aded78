import { guard } from '../lib/guard.ts'

/**
 * Adds a listener that cannot fail, on the way down to the target so that a page stopping the
 * event later does not hide it; returns its removal. Passive: it never prevents a default.
 */
export function listen<E extends Event>(
  target: EventTarget,
  type: string,
  handle: (event: E) => void,
): () => void {
  const listener = guard(handle) as unknown as EventListener
  const options = { capture: true, passive: true }
  target.addEventListener(type, listener, options)
  return () => target.removeEventListener(type, listener, options)
}
