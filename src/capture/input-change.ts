import type { InputEvent } from '../protocol/index.ts'

/** What a change of the field came to; no more of its value than that there is one. */
export function inputChange(field: Element): NonNullable<InputEvent['change']> {
  if (field instanceof HTMLSelectElement) return field.value ? 'chosen' : 'cleared'
  if (field instanceof HTMLTextAreaElement) return field.value ? 'filled' : 'cleared'
  if (!(field instanceof HTMLInputElement)) return field.textContent?.trim() ? 'filled' : 'cleared'

  switch (field.type) {
    case 'checkbox':
      return field.checked ? 'checked' : 'unchecked'
    case 'radio':
    case 'range':
    case 'color':
      return 'chosen'
    case 'file':
      return field.value ? 'chosen' : 'cleared'
    default:
      // What was typed into a number or a date may be none yet.
      return field.value || field.validity.badInput ? 'filled' : 'cleared'
  }
}
