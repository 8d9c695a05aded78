import { addToCart } from './cart-store.js'

const form = document.querySelector('[data-add-form]')

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const { id, name, price, picture } = form.dataset

  addToCart({
    id,
    name,
    price: Number(price),
    picture,
    grind: form.elements.grind.value,
    quantity: form.elements.quantity.valueAsNumber || 1,
  })
  form.querySelector('[data-added]').textContent = 'In your cart.'
})

document.querySelector('[data-save-for-later]')?.addEventListener('click', (event) => {
  const saved = JSON.parse(localStorage.getItem('larkfield.saved') ?? '[]')
  localStorage.setItem('larkfield.saved', JSON.stringify([...new Set([...saved, form.dataset.id])]))
  event.target.textContent = 'Saved'
})
