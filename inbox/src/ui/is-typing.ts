/** Whether a key press belongs to a field, so that single-letter keys must leave it alone. */
export function isTyping({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return target.type !== 'range'
  return target.isContentEditable || target.matches('textarea, select')
}
