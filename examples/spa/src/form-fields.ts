import { element } from './element.ts'

/** A label with the control it names. */
export function field(label: string, control: HTMLElement): HTMLElement {
  control.id ||= `field-${control.getAttribute('name') ?? label.toLowerCase()}`
  return element('div', { class: 'field' }, element('label', { for: control.id }, label), control)
}

export function select(
  name: string,
  choices: Record<string, string>,
  selected: string,
): HTMLSelectElement {
  const options = Object.entries(choices).map(([value, label]) =>
    element('option', { value, selected: value === selected }, label),
  )
  return element('select', { name }, ...options)
}
