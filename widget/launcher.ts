import type { WidgetOptions } from './options.ts'

export interface Launcher {
  /** Brings the button to the top layer; to be called when the host came into the page. */
  raise(): void
  focus(): void
  setBusy(busy: boolean): void
  /**
   * Shows and speaks a text in place of the label; a hidden button comes out for it. An empty one
   * brings the label back.
   */
  tell(news: string): void
}

export interface LauncherOptions {
  isHidden: boolean
  position: WidgetOptions['position']
  label: string
  onOpen(): void
  /** The person is likely to open the dialog next. */
  onIntent(): void
}

/** The button in the corner. Whatever there is to say while the dialog is closed, it says. */
export function createLauncher(root: ShadowRoot, options: LauncherOptions): Launcher {
  const text = document.createElement('span')
  // A live region speaks only if it was there, empty, before; inside a button it would be mute.
  const live = document.createElement('div')
  live.className = 'unseen'
  live.role = 'status'

  const button = document.createElement('button')
  button.ariaHasPopup = 'dialog'
  button.append(text)
  button.onclick = options.onOpen
  button.onpointerenter = button.onpointerdown = button.onfocus = options.onIntent

  const dock = document.createElement('div')
  dock.className = `dock ${options.position ?? 'bottom-right'}`
  // The top layer ends every z-index war. Older browsers get the highest z-index instead.
  dock.popover = 'manual'
  dock.append(button, live)
  root.append(dock)

  function tell(news: string) {
    button.className = news ? 'launcher news' : 'launcher'
    button.hidden = options.isHidden && !news
    text.textContent = news || options.label
    live.textContent = news
  }

  tell('')
  return {
    raise: () => dock.showPopover?.(),
    focus: () => button.focus(),
    setBusy: (busy) => (button.ariaBusy = `${busy}`),
    tell,
  }
}
