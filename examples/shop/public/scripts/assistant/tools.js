import { addToCart } from '../cart-store.js'

/** What the assistant can do, in the words that its model is given. */
export const TOOL_DEFINITIONS = [
  {
    name: 'find_products',
    description: 'Searches what the shop sells; prices are in euro cents.',
    parameters: { query: 'string', max_price: 'number?' },
  },
  {
    name: 'look_up_product',
    description: 'Tells all about one product, and how many are in stock.',
    parameters: { id: 'string' },
  },
  {
    name: 'add_to_cart',
    description: 'Puts a product into the cart of this browser.',
    parameters: { id: 'string', quantity: 'number' },
  },
  {
    name: 'track_order',
    description: 'Tells where an order of this browser is.',
    parameters: { number: 'string' },
  },
]

const TOOLS = {
  async find_products({ query, max_price }) {
    const search = new URLSearchParams({ q: query })
    if (max_price) search.set('max', String(max_price))
    return await getJson(`/api/products?${search}`)
  },

  look_up_product: ({ id }) => getJson(`/api/products/${encodeURIComponent(id)}`),

  async add_to_cart({ id, quantity }) {
    const { name, price, picture, grinds } = await TOOLS.look_up_product({ id })
    addToCart({ id, name, price, picture, grind: grinds?.[0], quantity })
    return { added: name, quantity, price }
  },

  track_order: ({ number }) => getJson(`/api/orders/${encodeURIComponent(number)}/tracking`),
}

/** Uses a tool; rejects when it fails. */
export const useTool = (name, args) => TOOLS[name](args)

async function getJson(address) {
  const response = await fetch(address)
  const answer = await response.json()
  if (response.ok) return answer
  const error = new Error(`GET ${address} answered ${response.status}: ${answer.error}`)
  throw Object.assign(error, { status: response.status })
}
