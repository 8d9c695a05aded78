import { cartTotal, money, readCart, writeCart } from './cart-store.js'
import { showCarriers } from './checkout-carriers.js'
import { clearProblems, missingFields, showProblems } from './checkout-problems.js'

const SAMPLE = {
  name: 'Grace Okafor',
  email: 'grace@example.com',
  street: 'Storgata 12',
  postcode: '0155',
  city: 'Oslo',
  card: '4242 4242 4242 4242',
  expiry: '12/30',
  cvc: '123',
}

const form = document.querySelector('[data-checkout]')
const button = form.querySelector('[type=submit]')
const lines = readCart()

if (lines.length === 0) location.replace('/cart')

form.querySelector('[data-summary-lines]').replaceChildren(...lines.map(summaryLine))
showSums()
void refreshCarriers()

form.elements.country.addEventListener('change', refreshCarriers)
form.addEventListener('change', showSums)
form.querySelector('[data-sample]').addEventListener('click', () => {
  for (const [name, value] of Object.entries(SAMPLE)) {
    if (form.elements[name].value === '') form.elements[name].value = value
  }
})

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  clearProblems(form)
  const missing = missingFields(form)
  if (Object.keys(missing).length > 0) return showProblems(form, { fields: missing })

  button.disabled = true
  button.textContent = 'Placing your order …'
  try {
    await placeOrder()
  } catch (error) {
    console.error('Checkout failed:', error)
    showProblems(form, { message: 'We could not place your order. Nothing was charged.' })
  } finally {
    button.disabled = false
    button.textContent = 'Place order'
  }
})

async function placeOrder() {
  const response = await fetch('/api/orders', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(readOrder()),
  })
  const answer = await response.json()

  if (response.status === 422) {
    return showProblems(form, { message: answer.error, fields: answer.fields })
  }
  if (!response.ok) throw new Error(`${answer.error} (${response.status}, ${answer.requestId})`)

  writeCart([])
  location.assign(answer.location)
}

/** What the server needs; the card stays here. */
function readOrder() {
  const { name, email, street, postcode, city, country, voucher } = form.elements
  return {
    items: lines.map(({ id, quantity, grind }) => ({ id, quantity, grind })),
    contact: {
      name: name.value,
      email: email.value,
      street: street.value,
      postcode: postcode.value,
      city: city.value,
      country: country.value,
    },
    voucher: voucher.value,
    carrier: form.querySelector('[name=carrier]:checked')?.value,
  }
}

async function refreshCarriers() {
  await showCarriers(form.querySelector('[data-carriers]'), form.elements.country.value)
  showSums()
}

function summaryLine(line) {
  const element = document.createElement('li')
  const name = document.createElement('span')
  const price = document.createElement('span')
  name.textContent = `${line.quantity} × ${line.name}`
  price.textContent = money(line.price * line.quantity)
  price.className = 'price'
  element.append(name, price)
  return element
}

function showSums() {
  const subtotal = cartTotal(lines)
  const shipping = Number(form.querySelector('[name=carrier]:checked')?.dataset.price ?? NaN)
  form.querySelector('[data-subtotal]').textContent = money(subtotal)
  form.querySelector('[data-shipping]').textContent = Number.isNaN(shipping) ? '–' : money(shipping)
  form.querySelector('[data-total]').textContent = money(subtotal + (shipping || 0))
}
