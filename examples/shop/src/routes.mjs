import { shippingQuotes } from './carriers.mjs'
import { findProduct, searchProducts, stockOf } from './catalogue.mjs'
import { HttpError } from './http-error.mjs'
import { accountPage, signInPage } from './pages/account.mjs'
import { cartPage } from './pages/cart.mjs'
import { cataloguePage } from './pages/catalogue.mjs'
import { checkoutPage } from './pages/checkout.mjs'
import { orderPage } from './pages/order.mjs'
import { productPage } from './pages/product.mjs'
import { trackOrder } from './tracking.mjs'
import { visitCookie } from './visits.mjs'

const ROUTES = [
  ['GET', '/', showCatalogue],
  ['GET', '/products/:id', showProduct],
  ['GET', '/cart', ({ visit, layout }) => layout({ ...cartPage(), customer: visit?.customer })],
  ['GET', '/checkout', showCheckout],
  ['GET', '/orders/:number', showOrder],
  ['GET', '/account', showAccount],
  ['POST', '/account/sign-in', signIn],
  ['POST', '/account/register', register],
  ['POST', '/account/sign-out', signOut],
  ['GET', '/api/products', findProducts],
  ['GET', '/api/products/:id', describeProduct],
  ['GET', '/api/shipping', quoteShipping],
  ['GET', '/api/orders/:number/tracking', trackParcel],
  ['POST', '/api/orders', placeOrder],
  ['POST', '/api/newsletter', subscribe],
].map(([method, path, handle]) => ({
  method,
  pattern: new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[\\w-]+)')}$`),
  handle,
}))

/** The handler for a request, with the parameters of its path. */
export function findRoute(method, pathname) {
  for (const route of ROUTES) {
    const match = route.method === method && route.pattern.exec(pathname)
    if (match) return { handle: route.handle, parameters: match.groups ?? {} }
  }
  return undefined
}

function showCatalogue({ url, visit, layout }) {
  const query = (url.searchParams.get('q') ?? '').slice(0, 100)
  const kind = ['coffee', 'gear'].find((known) => known === url.searchParams.get('kind'))
  const products = searchProducts({ query, kind }, visit?.customer)
  return layout({ ...cataloguePage({ products, query, kind }), customer: visit?.customer })
}

function showProduct({ parameters, visit, layout }) {
  const product = findProduct(parameters.id, visit?.customer)
  if (!product) throw new HttpError(404, 'We do not sell this, or no longer.')
  return layout({ ...productPage(product), customer: visit?.customer })
}

function showCheckout({ visit, layout }) {
  return layout({ ...checkoutPage(visit?.customer), customer: visit?.customer })
}

function showOrder({ parameters, visit, orders, layout }) {
  const order = findOrder(parameters.number, visit, orders)
  return layout({ ...orderPage(order), customer: visit.customer })
}

function trackParcel({ parameters, visit, orders }) {
  return json(200, trackOrder(findOrder(parameters.number, visit, orders)))
}

function findOrder(number, visit, orders) {
  const order = visit?.orders.has(number) && orders.find(number)
  if (!order) throw new HttpError(404, 'There is no such order in this browser.')
  return order
}

function showAccount({ visit, orders, layout }) {
  const customer = visit?.customer
  if (!customer) return layout(signInPage({}))
  const placed = customer.orders.map((number) => orders.find(number)).filter(Boolean)
  return layout({ ...accountPage(customer, placed.reverse()), customer })
}

function signIn({ body, visit, visits, customers, layout }) {
  const given = { email: field(body.email), password: field(body.password) }
  return enter({ form: 'signIn', given, visit, visits, layout }, () => customers.signIn(given))
}

function register({ body, visit, visits, customers, layout }) {
  const given = {
    name: field(body.name),
    email: field(body.email),
    password: field(body.password),
  }
  return enter({ form: 'register', given, visit, visits, layout }, () => customers.register(given))
}

function enter({ form, given, visit, visits, layout }, findCustomer) {
  try {
    const customer = findCustomer()
    for (const number of visit?.orders ?? []) {
      if (!customer.orders.includes(number)) customer.orders.push(number)
    }
    const next = visits.signIn(visit, customer)
    for (const number of customer.orders) next.orders.add(number)
    return {
      ...seeOther('/account'),
      headers: { location: '/account', 'set-cookie': visitCookie(next) },
    }
  } catch (error) {
    if (!(error instanceof HttpError) || !error.fields) throw error
    return layout({ ...signInPage({ form, given, fields: error.fields }), status: error.status })
  }
}

function signOut({ visit, visits }) {
  if (visit) visits.close(visit)
  return { ...seeOther('/'), headers: { location: '/', 'set-cookie': visitCookie() } }
}

function findProducts({ url, visit }) {
  const query = (url.searchParams.get('q') ?? '').slice(0, 100)
  const maxPrice = Number(url.searchParams.get('max')) || undefined
  const found = searchProducts({ query, maxPrice }, visit?.customer).slice(0, 4)
  return json(200, {
    products: found.map(({ id, name, price, notes }) => ({ id, name, price, notes })),
  })
}

function describeProduct({ parameters: { id }, visit }) {
  const product = findProduct(id, visit?.customer)
  if (!product) throw new HttpError(404, 'We do not sell this, or no longer.')
  return json(200, { ...product, stock: stockOf(id) })
}

async function quoteShipping({ url }) {
  return json(200, { quotes: await shippingQuotes({ country: url.searchParams.get('country') }) })
}

function placeOrder({ body, visit: known, visits, orders }) {
  const order = orders.place(body, known?.customer)
  const visit = known ?? visits.open()
  visit.orders.add(order.number)
  const answer = json(201, { number: order.number, location: `/orders/${order.number}` })
  return { ...answer, headers: { ...answer.headers, 'set-cookie': visitCookie(visit) } }
}

function subscribe({ body }) {
  if (!/^\S+@\S+\.\S+$/.test(field(body.email))) {
    throw new HttpError(422, 'Please write an e-mail address, like ada@example.com.')
  }
  return { status: 204, headers: {}, body: undefined }
}

const field = (value) => (typeof value === 'string' ? value.trim().slice(0, 200) : '')

const seeOther = (location) => ({ status: 303, headers: { location }, body: undefined })

function json(status, value) {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  }
}
