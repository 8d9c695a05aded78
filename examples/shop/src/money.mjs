const format = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' })

/** Cents as people read them: 1450 → €14.50. */
export const money = (cents) => format.format(cents / 100)
