import type { Handle, SettledReport } from '../src/index.ts'
import type { LoadDialog } from './dialog-contract.ts'
import { createHost } from './host.ts'
import { createLauncher } from './launcher.ts'
import { formatTime } from './format-time.ts'
import { createLazyDialog } from './lazy-dialog.ts'
import type { Widget, WidgetOptions } from './options.ts'
import { launcherStrings } from './strings.ts'
import { applyTheme } from './theme.ts'

/**
 * Puts launcher and dialog together. Apart from `mountWidget`, so that a build which places the
 * dialog itself does not carry the import of it.
 */
export function createWidget(
  handle: Handle,
  options: WidgetOptions,
  loadDialog: LoadDialog,
): Widget {
  const strings = { ...launcherStrings, ...options.strings }
  const inFrame = window !== window.top && options.frames !== 'all'
  let opener: HTMLElement | null = null
  let settled: SettledReport[] = []

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
  const dialog = createLazyDialog(host.root, loadDialog, {
    report: handle.report,
    steps: handle.steps,
    settled: () => settled,
    strings: options.strings ?? {},
    onClose() {
      settled = []
      launcher.tell('')
      dialog.update()
      returnFocus()
    },
    onNews: launcher.tell,
  })

  function hearSettled(report: SettledReport) {
    settled = [...settled, report]
    // What is behind a modal dialog can be neither seen nor heard.
    if (dialog.isOpen()) return dialog.update()
    // Good news must not cover bad news.
    const { outcome, time } = settled.find((one) => one.outcome === 'refused') ?? report
    const text = outcome === 'arrived' ? strings.arrivedLater : strings.refusedLater
    launcher.tell(text.replace('{time}', formatTime(time, strings.language)))
  }
  // A frame without a launcher of its own leaves the news to the page around it.
  const stopListening = inFrame ? () => {} : handle.onReportSettled(hearSettled)

  async function open() {
    host.attach()
    applyTheme(host.element, options.theme)
    launcher.tell('')
    opener = deepestFocus()
    // Pages hide everything beside their own modal; what the person asked for must not be hidden.
    host.element.inert = false
    host.element.ariaHidden = null

    // The moment of the problem must not scroll out of the recording while the person writes.
    handle.beginReport()
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
      stopListening()
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
