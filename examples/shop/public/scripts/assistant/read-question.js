const NUMBERS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
]

/** Words of a question that name no product. */
const FILLERS = new Set(
  `a about add an and any anything are available bag basket below buy can cart cost costs could do does euro euros
  find for get give have hello hey hi how i in is it item left less like many me more most much my need of on please
  price put recommend sell sells show some something stock suggest take taste tastes tell than the there thing
  to under up want what whats which with would you your`.split(/\s+/),
)

/** What people say, and what the shelves call it. */
const SYNONYMS = {
  beans: 'coffee',
  chocolate: 'cocoa',
  chocolatey: 'cocoa',
  decaf: 'half light',
  fruity: 'fruit',
  nutty: 'nut',
  cup: 'mug',
  smoky: 'smoke',
}

/** What somebody wants, as far as a few rules can tell. */
export function readQuestion(text) {
  const question = text.toLowerCase().replace(/[’']/g, '')
  const words = question.match(/[a-z]+|\d+/g) ?? []
  const order = /\b\d{5}\b/.exec(question)?.[0]

  if (order || /\b(track|tracking|parcel|shipped)\b|\b(where|when)\b.*\border/.test(question)) {
    return { intent: 'track', order }
  }
  if (/^(thanks|thank you|cheers|great)\b/.test(question)) return { intent: 'thanks' }
  const named = words.filter(
    (word) => !FILLERS.has(word) && !/^\d+$/.test(word) && !NUMBERS.includes(word),
  )
  const query = readQuery(named)
  if (query === '') return { intent: 'help' }
  const said = named.join(' ')

  const maxPrice =
    Number(/\b(?:under|below|less than|up to)\s*€?\s*(\d+)/.exec(question)?.[1]) * 100
  if (/^(please )?(add|put|buy)\b|\b(basket|cart|bag)\b/.test(question)) {
    return { intent: 'add', query, said, quantity: readQuantity(words) }
  }
  if (/\b(price|cost|costs|how much)\b/.test(question)) return { intent: 'price', query, said }
  if (/\b(stock|left|available|how many)\b/.test(question)) return { intent: 'stock', query, said }
  return { intent: 'search', query, said, maxPrice: maxPrice || undefined }
}

function readQuery(words) {
  return words.map((word) => SYNONYMS[word] ?? word.replace(/s$/, '')).join(' ')
}

function readQuantity(words) {
  for (const word of words) {
    const quantity = /^\d+$/.test(word) ? Number(word) : NUMBERS.indexOf(word)
    if (quantity > 0) return Math.min(quantity, 99)
  }
  return 1
}
