const KEY = 'larkfield.cart'
const format = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' })

/** Cents as people read them: 1450 → €14.50. */
export const money = (cents) => format.format(cents / 100)

/** The lines in the cart, as they were when they were put in. */
export function readCart() {
  const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}')
  return stored.lines ?? []
}

export function writeCart(lines) {
  localStorage.setItem(KEY, JSON.stringify({ version: 2, lines }))
  showCount()
}

/** Puts a product in, or more of it when the same one is there already. */
export function addToCart(added) {
  const lines = readCart()
  const same = lines.find((line) => line.id === added.id && line.grind === added.grind)
  if (same) same.quantity = Math.min(same.quantity + added.quantity, 99)
  else lines.push(added)
  writeCart(lines)
}

export const cartTotal = (lines) => lines.reduce((sum, line) => sum + line.price * line.quantity, 0)

/** The small number beside “Cart”. */
export function showCount() {
  const badge = document.querySelector('[data-cart-count]')
  const count = readCart().reduce((sum, line) => sum + line.quantity, 0)
  badge.textContent = count
  badge.hidden = count === 0
}
