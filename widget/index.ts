import type { Handle } from '../src/index.ts'
import { createWidget } from './create-widget.ts'
import type { Widget, WidgetOptions } from './options.ts'
import { register } from './registry.ts'

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
  const loadDialog = options.loadDialog ?? (() => import('./dialog/Dialog.tsx'))
  return register(createWidget(handle, options, loadDialog))
}
