import type { DialogProps, DialogView, LoadDialog, RenderDialog } from './dialog-contract.ts'

export interface LazyDialog {
  /** Loads the chunk without showing anything; a failure is kept for `show`. */
  preload(): void
  /** Rejects when the chunk cannot be loaded; the next call tries again. */
  show(): Promise<void>
  isOpen(): boolean
  close(): void
  /** There is something new to show, if it is there. */
  update(): void
  remove(): void
}

/** The dialog, loaded the first time somebody needs it. */
export function createLazyDialog(
  root: ShadowRoot,
  load: LoadDialog,
  props: DialogProps,
): LazyDialog {
  let loading: Promise<RenderDialog> | undefined
  let view: DialogView | undefined
  let wanted = false

  function loadOnce() {
    loading ??= load().then(
      ({ renderDialog }) => renderDialog,
      (error: unknown) => {
        loading = undefined
        throw error
      },
    )
    return loading
  }

  function close() {
    wanted = false
    view?.close()
  }

  return {
    preload: () => void loadOnce().catch(() => {}),
    async show() {
      wanted = true
      const renderDialog = await loadOnce()
      if (!wanted) return
      view ??= renderDialog(root, props)
      view.show()
    },
    isOpen: () => view?.isOpen() ?? false,
    close,
    update: () => view?.update(),
    remove() {
      close()
      view?.remove()
    },
  }
}
