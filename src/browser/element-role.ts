const TAG_ROLES: Record<string, string> = {
  button: 'button',
  summary: 'button',
  textarea: 'textbox',
  select: 'combobox',
  option: 'option',
  img: 'img',
  form: 'form',
  li: 'listitem',
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
  return explicitRole(element) ?? impliedRole(element)
}

/** The first that can be one: authors list fallbacks, and frameworks leave templates unfilled. */
function explicitRole(element: Element): string | undefined {
  return element
    .getAttribute('role')
    ?.toLowerCase()
    .split(/\s+/)
    .find((role) => /^[a-z-]{3,30}$/.test(role) && !/^(none|presentation|generic)$/.test(role))
}

function impliedRole(element: Element): string {
  if (element instanceof HTMLInputElement) {
    const role = INPUT_ROLES[element.type] ?? ''
    return role.endsWith('box') && element.hasAttribute('list') ? 'combobox' : role
  }
  if (element instanceof HTMLSelectElement && (element.multiple || element.size > 1)) {
    return 'listbox'
  }
  if (element.matches('a[href],area[href]')) return 'link'
  return /^h[1-6]$/.test(element.localName) ? 'heading' : (TAG_ROLES[element.localName] ?? '')
}
