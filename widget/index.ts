import type { Handle } from '../src/index.ts'
import { createHost } from './host.ts'
import { createLauncher } from './launcher.ts'
import { createLazyDialog } from './lazy-dialog.ts'
import type { Widget, WidgetOptions } from './options.ts'
import { register } from './registry.ts'
import { launcherStrings } from './strings.ts'
import { applyTheme } from './theme.ts'

export type { DialogProps, DialogView, LoadDialog, RenderDialog } from './dialog-contract.ts'
export type { Widget, WidgetOptions } from './options.ts'
export type { DialogStrings, LauncherStrings, Strings } from './strings.ts'

/**
 * Puts the *Report an issue* button on the page; the dialog behind it is loaded when needed.
 *
 * A page has one widget: mounting again replaces the earlier one, whose functions then act on the
 * new one. On a server nothing happens.
 *
 * @example
 * const handle = init({ key: 'uc_pk_…', endpoint: 'https://casefile.example.com' })
 * const widget = mountWidget(handle, { position: 'bottom-left' })
 */
export function mountWidget(handle: Handle, options: WidgetOptions = {}): Widget {
  if (typeof document === 'undefined') return { open() {}, close() {}, unmount() {} }
  return register(createWidget(handle, options))
}

function createWidget(handle: Handle, options: WidgetOptions): Widget {
  const strings = { ...launcherStrings, ...options.strings }
  const inFrame = window !== window.top && options.frames !== 'all'
  let opener: HTMLElement | null = null

  const host = createHost({
    container: options.container,
    language: strings.language,
    onAttach() {
      applyTheme(host.element, options.theme)
      launcher.raise()
      // Being taken out of the page ended the modal state, but not what was typed.
      if (dialog.isOpen()) void dialog.show()
    },
  })
  const launcher = createLauncher(host.root, {
    isHidden: options.launcher === false || inFrame,
    position: options.position,
    label: options.label ?? strings.launcher,
    onOpen: () => void open(),
    onIntent: () => dialog.preload(),
  })
  const dialog = createLazyDialog(
    host.root,
    options.loadDialog ?? (() => import('./dialog/Dialog.tsx')),
    {
      report: handle.report,
      strings: options.strings ?? {},
      onClose: returnFocus,
      onNews: launcher.tell,
    },
  )

  async function open() {
    host.attach()
    applyTheme(host.element, options.theme)
    launcher.tell('')
    opener = deepestFocus()
    // Pages hide everything beside their own modal; what the person asked for must not be hidden.
    host.element.inert = false
    host.element.ariaHidden = null

    launcher.setBusy(true)
    await dialog.show().catch(() => launcher.tell(strings.loadFailed))
    launcher.setBusy(false)
  }

  /** The browser returns the focus itself, unless the opener has gone: a menu's entry, say. */
  function returnFocus() {
    if (deepestFocus()) return
    opener?.focus()
    if (!deepestFocus()) launcher.focus()
  }

  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', host.attach, { once: true })
  } else {
    host.attach()
  }

  return {
    open: () => void open(),
    close: dialog.close,
    unmount() {
      dialog.remove()
      host.remove()
    },
  }
}

/** The focused element, through shadow roots; `null` when the focus is on nothing. */
function deepestFocus(): HTMLElement | null {
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  // What has the focus can be focused, which the type Element does not say.
  return focused === document.body ? null : (focused as HTMLElement | null)
}
