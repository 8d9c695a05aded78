import type { Handle, SettledReport } from '../src/index.ts'
import type { Strings } from './strings.ts'

/**
 * What launcher and dialog know of each other. The dialog is a chunk of its own: this file holds
 * types only, so that neither side carries the other's bytes.
 */
export interface DialogProps {
  report: Handle['report']
  steps: Handle['steps']
  /** What became of reports that had to wait and nobody has seen yet. */
  settled(): readonly SettledReport[]
  /** Replacements for the dialog's own English texts. */
  strings: Partial<Strings>
  /** The dialog has left the screen, by whatever way. */
  onClose(): void
  /** Something was settled while the dialog was closed; the person must hear of it all the same. */
  onNews(news: string): void
}

export interface DialogView {
  /** Puts the dialog on top of everything and focuses it; harmless when it is there already. */
  show(): void
  close(): void
  /** There is something new to show. */
  update(): void
  isOpen(): boolean
  remove(): void
}

export type RenderDialog = (root: ShadowRoot, props: DialogProps) => DialogView

/** Gets the dialog's module; called again after a failure. */
export type LoadDialog = () => Promise<{ renderDialog: RenderDialog }>
