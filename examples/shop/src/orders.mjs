import { findProduct } from './catalogue.mjs'
import { findCarrier } from './carriers.mjs'
import { HttpError } from './http-error.mjs'
import { voucherDiscount } from './vouchers.mjs'

const FIRST_NUMBER = 20417
const MAX_ORDERS = 10_000
const REQUIRED = {
  name: 'Please tell us your name.',
  email: 'We need an address for the confirmation.',
  street: 'Where should it go?',
  postcode: 'Please add the postcode.',
  city: 'Please add the town.',
}

/** Orders, kept in memory. Prices are taken from the catalogue, never from the browser. */
export function createOrders() {
  const orders = new Map()
  let nextNumber = FIRST_NUMBER

  return {
    find: (number) => orders.get(number),
    place(request, customer) {
      const contact = checkContact(request.contact)
      const lines = readLines(request.items, customer)
      const carrier = findCarrier(request.carrier)
      if (!carrier)
        throw new HttpError(422, 'Please look again.', { carrier: 'Choose how it travels.' })

      const subtotal = lines.reduce((sum, line) => sum + line.price * line.quantity, 0)
      const discount = voucherDiscount(text(request.voucher), { subtotal, customer })
      const order = {
        number: String(nextNumber++),
        placedAt: new Date(),
        contact,
        lines,
        carrier,
        subtotal,
        discount,
        total: subtotal - discount + carrier.price,
        /** Once the carrier has it, on Tuesday. */
        parcel: undefined,
      }

      if (orders.size >= MAX_ORDERS) orders.delete(orders.keys().next().value)
      orders.set(order.number, order)
      customer?.orders.push(order.number)
      return order
    },
  }
}

function checkContact(given) {
  const contact = Object.fromEntries(
    [...Object.keys(REQUIRED), 'country'].map((name) => [name, text(given?.[name])]),
  )
  const missing = Object.entries(REQUIRED).filter(([name]) => contact[name] === '')
  if (missing.length > 0)
    throw new HttpError(422, 'Please look again.', Object.fromEntries(missing))
  return contact
}

function readLines(items, customer) {
  const known = (Array.isArray(items) ? items : []).flatMap((item) => {
    const product = findProduct(item?.id, customer)
    const quantity = Math.min(Math.max(Math.trunc(Number(item?.quantity)) || 1, 1), 99)
    return product
      ? [
          {
            id: product.id,
            name: product.name,
            price: product.price,
            grind: text(item.grind),
            quantity,
          },
        ]
      : []
  })
  if (known.length === 0) throw new HttpError(422, 'There is nothing in your cart that we sell.')
  return known
}

const text = (value) => (typeof value === 'string' ? value.trim().slice(0, 200) : '')
