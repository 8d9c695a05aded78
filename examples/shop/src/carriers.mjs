import { setTimeout as wait } from 'node:timers/promises'

/** How long a carrier's price service takes; theirs, not ours to change. */
const CARRIER_ANSWER_MS = 1200

const CARRIERS = [
  { id: 'post', name: 'Post', days: '3 to 5 days', price: 390 },
  { id: 'courier', name: 'Courier', days: '1 to 2 days', price: 790 },
  { id: 'bike', name: 'Bike, inside the city', days: 'today', price: 590 },
]

export const findCarrier = (id) => CARRIERS.find((carrier) => carrier.id === id)

/** What each carrier asks for a parcel to this address. */
export async function shippingQuotes({ country }) {
  const quotes = []
  for (const carrier of CARRIERS) {
    quotes.push(await askCarrier(carrier, country))
  }
  return quotes.filter((quote) => quote !== undefined)
}

async function askCarrier(carrier, country) {
  await wait(CARRIER_ANSWER_MS)
  if (carrier.id === 'bike' && country !== 'NO') return undefined
  return carrier
}
