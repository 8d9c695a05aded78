import type { LoadDialog } from './dialog-contract.ts'
import type { Strings } from './strings.ts'

/** What `mountWidget` takes; everything is optional. */
export interface WidgetOptions {
  /** `false` shows no button: the page opens the dialog itself, by `open()`. Default `true`. */
  launcher?: boolean
  /** Default `bottom-right`. */
  position?: 'bottom-right' | 'bottom-left'
  /** The launcher's text. Default `Report an issue`. */
  label?: string
  /**
   * `auto` follows the page's `color-scheme` where it declares one, else the system. Default `auto`.
   */
  theme?: 'auto' | 'light' | 'dark'
  /** Texts to replace, for another language or another tone. */
  strings?: Partial<Strings>
  /** Element that holds the widget. Default `document.body`, also after the page replaces it. */
  container?: HTMLElement
  /** `all` shows the launcher in frames too; `open()` can be called in any. Default `top`. */
  frames?: 'top' | 'all'
  /** Gets the dialog's module, for builds that place the chunk themselves. */
  loadDialog?: LoadDialog
}

/** What `mountWidget` returns: plain functions that may be destructured. */
export interface Widget {
  /** Opens the dialog, loading it first when needed. Works above the page's own modals. */
  open(): void
  /** Closes the dialog. What was typed is kept, and a report being sent goes on. */
  close(): void
  /** Takes everything out of the page. */
  unmount(): void
}
