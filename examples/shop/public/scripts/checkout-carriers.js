import { money } from './cart-store.js'

let latest = 0

/** Asks what shipping costs to a country and offers the answers to choose from. */
export async function showCarriers(place, country) {
  const asked = ++latest
  place.replaceChildren(hint('Asking the carriers …'))

  let shown
  try {
    const response = await fetch(`/api/shipping?country=${encodeURIComponent(country)}`)
    const { quotes } = await response.json()
    shown = quotes.map(choice)
  } catch {
    shown = [hint('The carriers do not answer. Choose the country again to ask once more.')]
  }
  if (asked === latest) place.replaceChildren(...shown)
}

function choice({ id, name, days, price }, index) {
  const label = document.createElement('label')
  label.className = 'choice'

  const input = document.createElement('input')
  Object.assign(input, { type: 'radio', name: 'carrier', value: id, checked: index === 0 })
  input.dataset.price = price

  const text = document.createElement('span')
  text.textContent = name
  const small = hint(days, 'span')
  text.append(' ', small)

  const cost = document.createElement('span')
  cost.className = 'price'
  cost.textContent = money(price)

  label.append(input, text, cost)
  return label
}

function hint(text, tag = 'p') {
  const element = document.createElement(tag)
  element.className = 'hint'
  element.textContent = text
  return element
}
