import { randomUUID, scryptSync, timingSafeEqual } from 'node:crypto'

import { HttpError } from './http-error.mjs'

/** The account anybody may try the shop with; the sign-in page shows it. */
export const SAMPLE_ACCOUNT = { email: 'ada@example.com', password: 'filter-coffee' }

const MAX_CUSTOMERS = 1000

/** Accounts, kept in memory. */
export function createCustomers() {
  const customers = new Map()

  function register({ name, email, password }) {
    const fields = check({ name, email, password })
    if (customers.has(email)) fields.email = 'There is an account with this address already.'
    if (Object.keys(fields).length > 0) throw new HttpError(422, 'Please look again.', fields)
    if (customers.size >= MAX_CUSTOMERS) throw new HttpError(503, 'No new accounts right now.')

    const salt = randomUUID()
    const customer = { id: `cus_${customers.size + 1}`, name, email, orders: [] }
    customers.set(email, { customer, salt, hash: scryptSync(password, salt, 32) })
    return customer
  }

  function signIn({ email, password }) {
    const known = customers.get(email)
    if (known && timingSafeEqual(known.hash, scryptSync(password, known.salt, 32))) {
      return known.customer
    }
    throw new HttpError(422, 'Please look again.', {
      password: 'The address and the password do not belong together.',
    })
  }

  register({ ...SAMPLE_ACCOUNT, name: 'Ada Lindqvist' })
  return { register, signIn }
}

function check({ name, email, password }) {
  const fields = {}
  if (name.length < 1 || name.length > 80) fields.name = 'Please tell us your name.'
  if (!/^\S+@\S+\.\S+$/.test(email) || email.length > 200) {
    fields.email = 'Please write an e-mail address, like ada@example.com.'
  }
  if (password.length < 8) fields.password = 'Please use at least 8 characters.'
  return fields
}
