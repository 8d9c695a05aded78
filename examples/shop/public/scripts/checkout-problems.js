const REQUIRED = {
  name: 'Please tell us your name.',
  email: 'We need an address for the confirmation.',
  street: 'Where should it go?',
  postcode: 'Please add the postcode.',
  city: 'Please add the town.',
  card: 'Please add a card number; any will do here.',
  expiry: 'Please add the month and the year.',
  cvc: 'Please add the code.',
}

/** What is still to be filled in: field name → sentence. */
export function missingFields(form) {
  const missing = Object.entries(REQUIRED).filter(
    ([name]) => form.elements[name].value.trim() === '',
  )
  if (!form.querySelector('[name=carrier]:checked')) {
    missing.push(['carrier', 'Choose how it travels, as soon as the carriers have answered.'])
  }
  return Object.fromEntries(missing)
}

/** Puts each sentence beside its field and moves to the first. */
export function showProblems(form, { message = 'Please look again.', fields = {} }) {
  form.querySelector('[data-problem]').textContent = message
  for (const [name, sentence] of Object.entries(fields)) {
    form.querySelector(`[data-error-for="${name}"]`)?.replaceChildren(sentence)
    form.querySelector(`#${name}`)?.setAttribute('aria-invalid', 'true')
  }
  form.querySelector('[aria-invalid]')?.focus()
}

export function clearProblems(form) {
  form.querySelector('[data-problem]').textContent = ''
  for (const element of form.querySelectorAll('[data-error-for]')) element.textContent = ''
  for (const element of form.querySelectorAll('[aria-invalid]'))
    element.removeAttribute('aria-invalid')
}
