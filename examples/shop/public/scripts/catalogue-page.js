import { addToCart } from './cart-store.js'

for (const button of document.querySelectorAll('[data-add]')) {
  const label = button.innerHTML
  button.addEventListener('click', () => {
    const { id, name, price, picture } = button.dataset
    addToCart({ id, name, price: Number(price), picture, grind: 'Whole beans', quantity: 1 })
    button.textContent = 'Added'
    setTimeout(() => (button.innerHTML = label), 1500)
  })
}
