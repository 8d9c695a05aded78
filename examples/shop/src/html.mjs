/** Markup made by `html`; anything else that reaches a page is escaped. */
const trusted = new WeakSet()

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/**
 * Template tag: values are escaped unless they are themselves made by `html`.
 * Trust hangs on the object, not on its shape, so that no JSON body can pose as markup.
 */
export function html(strings, ...values) {
  const markup = strings.reduce((text, part, index) => text + render(values[index - 1]) + part)
  const result = Object.freeze({ markup })
  trusted.add(result)
  return result
}

function render(value) {
  if (value === undefined || value === null || value === false) return ''
  if (Array.isArray(value)) return value.map(render).join('')
  if (typeof value === 'object' && trusted.has(value)) return value.markup
  return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character])
}
