const TAG_ROLES: Record<string, string> = {
  button: 'button',
  summary: 'button',
  textarea: 'textbox',
  select: 'combobox',
  option: 'option',
  img: 'img',
}

const INPUT_ROLES: Record<string, string> = {
  button: 'button',
  submit: 'button',
  reset: 'button',
  image: 'button',
  checkbox: 'checkbox',
  radio: 'radio',
  range: 'slider',
  number: 'spinbutton',
  search: 'searchbox',
  text: 'textbox',
  email: 'textbox',
  tel: 'textbox',
  url: 'textbox',
}

/** The ARIA role, explicit or implied by the tag; '' when there is none worth naming. */
export function elementRole(element: Element): string {
  const explicit = element.getAttribute('role')?.trim().split(/\s+/)[0]
  if (explicit) return explicit
  if (element instanceof HTMLInputElement) return INPUT_ROLES[element.type] ?? ''
  if (element.matches('a[href], area[href]')) return 'link'
  return TAG_ROLES[element.localName] ?? ''
}
