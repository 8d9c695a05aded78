/** What the script tag loads to show the launcher; the dialog is a chunk of its own. */
export { createWidget } from './create-widget.ts'
export { register } from './registry.ts'
