const DAY = 24 * 60 * 60_000

/** Where an order is, as its carrier says. */
export function trackOrder({ number, carrier, parcel }) {
  return {
    number,
    carrier: carrier.name,
    parcel: parcel.number,
    expectedAt: new Date(parcel.handedOverAt + 2 * DAY).toISOString(),
  }
}
