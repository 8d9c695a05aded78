import { HttpError } from './http-error.mjs'

const VOUCHERS = {
  WELCOME10: { percent: 10, firstOrderOnly: true },
  REFILL5: { percent: 5, firstOrderOnly: false },
}

/** The reduction in cents that a voucher gives on an order. */
export function voucherDiscount(code, { subtotal, customer }) {
  if (!code) return 0

  const voucher = VOUCHERS[code.toUpperCase()]
  if (!voucher)
    throw new HttpError(422, 'Please look again.', { voucher: 'We do not know this voucher.' })

  if (voucher.firstOrderOnly && customer.orders.length > 0) {
    throw new HttpError(422, 'Please look again.', {
      voucher: 'This voucher is for a first order only.',
    })
  }
  return Math.round((subtotal * voucher.percent) / 100)
}
