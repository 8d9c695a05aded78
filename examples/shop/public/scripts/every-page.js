import { showCount } from './cart-store.js'

showCount()

const { customerId, customerName, customerEmail } = document.body.dataset
if (customerId) {
  window.Casefile?.identify({ id: customerId, name: customerName, email: customerEmail })
}

document.querySelector('[data-sign-out]')?.addEventListener('submit', () => {
  window.Casefile?.reset()
})

const newsletter = document.querySelector('[data-newsletter]')
newsletter.addEventListener('submit', async (event) => {
  event.preventDefault()
  const status = newsletter.querySelector('[data-newsletter-status]')
  status.textContent = 'Signing you up …'

  const response = await fetch('/api/newsletter', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: newsletter.elements.email.value }),
  })
  const { error } = await response.json()
  status.textContent = error ?? 'Thank you. The next letter is yours.'
})
