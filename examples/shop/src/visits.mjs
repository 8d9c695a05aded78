import { randomBytes } from 'node:crypto'

const COOKIE = 'larkfield_visit'
const MAX_VISITS = 10_000

/** Who is shopping: one entry a browser, kept in memory and found by a cookie. */
export function createVisits() {
  const visits = new Map()

  function open(customer) {
    if (visits.size >= MAX_VISITS) visits.delete(visits.keys().next().value)
    const visit = { id: randomBytes(16).toString('hex'), customer, orders: new Set() }
    visits.set(visit.id, visit)
    return visit
  }

  return {
    find: (request) => visits.get(readCookie(request)),
    open,
    /** Signing in changes the id, so that an id planted before is worth nothing after. */
    signIn(visit, customer) {
      if (visit) visits.delete(visit.id)
      const next = open(customer)
      for (const number of visit?.orders ?? []) next.orders.add(number)
      return next
    },
    close: (visit) => visits.delete(visit.id),
  }
}

/** The `Set-Cookie` header for a visit; without one it takes the cookie away. */
export function visitCookie(visit) {
  const rules = 'Path=/; HttpOnly; SameSite=Lax'
  return visit ? `${COOKIE}=${visit.id}; ${rules}` : `${COOKIE}=; Max-Age=0; ${rules}`
}

function readCookie(request) {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1)
}
