import { cartTotal, money, readCart, writeCart } from './cart-store.js'

const list = document.querySelector('[data-cart-lines]')
const template = document.querySelector('#cart-line')

showCart()

function showCart() {
  const lines = readCart()
  document.querySelector('[data-cart]').hidden = lines.length === 0
  document.querySelector('[data-cart-empty]').hidden = lines.length > 0
  list.replaceChildren(...lines.map(lineElement))
  showSums()
}

function lineElement(line, index) {
  const element = template.content.firstElementChild.cloneNode(true)
  const find = (name) => element.querySelector(`[data-line-${name}]`)

  element.querySelector('img').src = `/pictures/${line.picture}`
  find('name').textContent = line.name
  find('name').href = `/products/${line.id}`
  find('grind').textContent = line.grind ?? ''
  find('price').textContent = money(line.price * line.quantity)
  find('label').textContent = `Quantity of ${line.name}`
  find('label').htmlFor = find('quantity').id = `quantity-${index}`

  find('quantity').value = line.quantity
  find('quantity').addEventListener('change', (event) => {
    const quantity = Math.min(Math.max(event.target.valueAsNumber || 1, 1), 99)
    event.target.value = quantity
    writeCart(readCart().map((other, at) => (at === index ? { ...other, quantity } : other)))
    find('price').textContent = money(line.price * quantity)
    showSums()
  })
  find('remove').addEventListener('click', () => {
    writeCart(readCart().filter((_, at) => at !== index))
    showCart()
    document.querySelector('#main').focus()
  })
  return element
}

function showSums() {
  document.querySelector('[data-cart-total]').textContent = money(cartTotal(readCart()))
}
