import type { Widget } from './options.ts'

/** Shared by all copies of Casefile on a page, whichever way and in whichever version they came. */
const CURRENT = Symbol.for('casefile.widget')

interface Registry {
  [CURRENT]?: Widget | undefined
}

/**
 * Makes this the page's one widget: an earlier one is unmounted, and its functions act on the
 * newest from now on, so that a page's own button never opens nothing.
 */
export function register(widget: Widget): Widget {
  // A symbol is no property that the types of the global object know.
  const registry = globalThis as Registry
  registry[CURRENT]?.unmount()
  registry[CURRENT] = widget

  return {
    open: () => registry[CURRENT]?.open(),
    close: () => registry[CURRENT]?.close(),
    unmount() {
      // One that was replaced has been unmounted; the newer one is not its to remove.
      if (registry[CURRENT] !== widget) return
      registry[CURRENT] = undefined
      widget.unmount()
    },
  }
}
