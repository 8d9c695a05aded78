import type { Widget } from '../widget/index.ts'
import { whenIdle, whenReady } from './browser/page-load.ts'

/** The widget of the script tag: its launcher comes when the page can be used. */
export interface LazyWidget {
  open(): void
  unmount(): void
}

/** Calls `mount` when the page is ready and idle, or when somebody wants the dialog before. */
export function createLazyWidget(mount: () => Promise<Widget>): LazyWidget {
  let mounting: Promise<Widget | undefined> | undefined
  let unmounted = false

  const get = () =>
    (mounting ??= mount().then(
      (widget) => {
        if (unmounted) widget.unmount()
        return widget
      },
      () => {
        // A deploy that took the chunk away, or no network: the next call tries again.
        mounting = undefined
        return undefined
      },
    ))

  const mountUnlessGone = () => {
    if (!unmounted) void get()
  }
  whenReady(() => whenIdle(mountUnlessGone, setTimeout))

  return {
    open: () => void get().then((widget) => widget?.open()),
    unmount() {
      unmounted = true
      void mounting?.then((widget) => widget?.unmount())
    },
  }
}
