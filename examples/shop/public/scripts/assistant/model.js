import { money } from '../cart-store.js'
import { readQuestion } from './read-question.js'

export const MODEL = 'larkfield-rules-1'

/**
 * A language model's part, played by rules: given what was said and what the tools gave, it says which
 * tool to use next, or the answer. The same words always get the same.
 */
export function decide(messages) {
  const start = messages.findLastIndex(({ role }) => role === 'user')
  const wanted = readQuestion(messages[start].content)
  // A number alone answers “Which order?”.
  const results = Object.fromEntries(
    messages
      .slice(start)
      .flatMap(({ role, name, result }) => (role === 'tool' ? [[name, result]] : [])),
  )

  if (wanted.intent === 'thanks') return { text: 'You are welcome.' }
  if (wanted.intent === 'help') {
    return {
      text: 'Ask me for a coffee or a piece of gear, for its price or stock, to put it into your cart, or where your order is.',
    }
  }
  if (wanted.intent === 'track') return track(wanted, results)
  return sell(wanted, results)
}

function track({ order }, { track_order: tracked }) {
  if (!order) return { text: 'Which order is it? Its number has five digits, like 20417.' }
  if (!tracked) return { call: { name: 'track_order', args: { number: order } } }
  if (tracked.status === 404) return { text: `I find no order ${order} in this browser.` }
  if (tracked.error) {
    return {
      text: `I cannot find out where order ${order} is: our tracking does not answer. I am sorry.`,
    }
  }
  const day = new Date(tracked.expectedAt).toLocaleDateString('en-IE', { weekday: 'long' })
  return { text: `Order ${order} is with ${tracked.carrier} and should reach you on ${day}.` }
}

function sell(wanted, { find_products: found, look_up_product: product, add_to_cart: added }) {
  const { intent, query, said, maxPrice, quantity } = wanted
  if (!found) {
    const args = { query, ...(maxPrice && { max_price: maxPrice }) }
    return { call: { name: 'find_products', args } }
  }
  if (found.error)
    return { text: 'I cannot look at the shelves just now. Please try again in a moment.' }
  const [first] = found.products
  if (!first) return { text: `I find nothing for “${said}” on our shelves.` }

  if (intent === 'search') return { text: listed(found.products), links: found.products }
  if (intent === 'price') return { text: `${first.name} is ${money(first.price)}.`, links: [first] }
  if (intent === 'stock') {
    if (!product) return { call: { name: 'look_up_product', args: { id: first.id } } }
    return { text: stockOf(first, product), links: [first] }
  }
  if (!added) return { call: { name: 'add_to_cart', args: { id: first.id, quantity } } }
  if (added.error) return { text: `I could not put ${first.name} into your cart. I am sorry.` }
  return {
    text: `${quantity} × ${first.name} is in your cart, ${money(added.price * quantity)}.`,
    links: [{ name: 'Go to the cart', href: '/cart' }],
  }
}

function listed(products) {
  const [first, ...others] = products.map(({ name, price }) => `${name} (${money(price)})`)
  const last = others.pop()
  return `We have ${[first, ...others].join(', ')}${last ? ` and ${last}` : ''}.`
}

function stockOf({ name }, { stock, error }) {
  if (error) return `I cannot find out whether we have ${name}.`
  return stock === 0 ? `${name} is sold out.` : `Yes: we have ${stock} of ${name}.`
}
