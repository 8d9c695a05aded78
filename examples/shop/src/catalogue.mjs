/** Members pay 90 % for coffee. */
const MEMBER_SHARE = 0.9

const GRINDS = ['Whole beans', 'Filter', 'Espresso', 'French press']

/** How many lie in the store room. */
const STOCK = {
  'dawn-chorus': 48,
  'field-notes': 63,
  'low-tide': 17,
  'north-window': 9,
  'night-train': 41,
  'half-light': 22,
  'cone-dripper': 14,
  'gooseneck-kettle': 6,
  'hand-grinder': 3,
  'field-mug': 0,
  'paper-filters': 120,
  'pocket-scale': 8,
}

/** What the shop sells. Prices are in euro cents. */
const PRODUCTS = [
  coffee('dawn-chorus', 'Dawn Chorus', 1450, {
    origin: 'Huila, Colombia',
    roast: 'Light',
    notes: 'Apricot, honey, black tea',
    about:
      'Our first coffee of the day and the one we are asked for most. Washed, grown at 1,750 m by eleven families above Pitalito, roasted just past first crack.',
  }),
  coffee('field-notes', 'Field Notes', 1380, {
    origin: 'Cajamarca, Peru',
    roast: 'Medium',
    notes: 'Hazelnut, cocoa, red apple',
    about:
      'An everyday cup that forgives everything: too much water, too little time, a second pot at four. Organic and washed.',
  }),
  coffee('low-tide', 'Low Tide', 1490, {
    origin: 'Sumatra, Indonesia',
    roast: 'Dark',
    notes: 'Cedar, dark chocolate, molasses',
    about:
      'Wet-hulled and roasted slowly until it is nearly quiet. Made for a moka pot and for milk.',
  }),
  coffee('north-window', 'North Window', 1620, {
    origin: 'Nyeri, Kenya',
    roast: 'Light',
    notes: 'Blackcurrant, grapefruit, cane sugar',
    about:
      'Bright in the way a north-facing room is bright: clear, even, all day. Double washed AA from the Gichathaini station.',
  }),
  coffee('night-train', 'Night Train', 1420, {
    origin: 'Cerrado, Brazil',
    roast: 'Dark',
    notes: 'Walnut, caramel, a little smoke',
    about: 'Our espresso: heavy, sweet, steady. It was written for machines older than we are.',
  }),
  coffee('half-light', 'Half Light', 1560, {
    origin: 'Cauca, Colombia',
    roast: 'Medium',
    notes: 'Orange peel, nougat, cinnamon',
    about:
      'Everything but the caffeine. Decaffeinated with sugar cane at the origin, so that nothing is lost on the way.',
  }),
  gear('cone-dripper', 'Cone dripper', 2400, {
    notes: 'Glazed stoneware, 1 to 3 cups',
    about:
      'Thrown in Halden, glazed twice, ribbed inside so that the paper lets go. Dishwasher safe.',
  }),
  gear('gooseneck-kettle', 'Gooseneck kettle', 7900, {
    notes: 'Brushed steel, 0.9 l, any hob',
    about: 'A thin spout, a counterbalanced handle, and a lid that stays on while you pour.',
  }),
  gear('hand-grinder', 'Hand grinder', 11900, {
    notes: 'Conical steel burrs, 30 g',
    about: 'Forty seconds for a cup. Comes apart without tools and goes together without a manual.',
  }),
  gear('field-mug', 'Field mug', 1800, {
    notes: 'Enamelled steel, 350 ml',
    about: 'It will chip. It is meant to. After a year you will know it from all the others.',
  }),
  gear('paper-filters', 'Paper filters', 650, {
    notes: 'Unbleached, 100 sheets',
    about: 'For the cone dripper and every other 60-degree cone. Rinse before you brew.',
  }),
  gear('pocket-scale', 'Pocket scale', 4200, {
    notes: '0.1 g, 2 kg, with a timer',
    about: 'Starts counting when you start pouring. Runs for about a year on two AAA cells.',
  }),
]

/** The product as this customer sees it, with their price; `undefined` when there is none. */
export function findProduct(id, customer) {
  const product = PRODUCTS.find((candidate) => candidate.id === id)
  return product && priced(product, customer)
}

/** Products of a kind, up to a price, whose words contain every word of `query`. */
export function searchProducts({ query, kind, maxPrice = Infinity }, customer) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return PRODUCTS.filter((product) => !kind || product.kind === kind)
    .filter((product) => {
      const text = [product.name, product.notes, product.origin, product.roast, product.kind]
      return words.every((word) => text.join(' ').toLowerCase().includes(word))
    })
    .map((product) => priced(product, customer))
    .filter((product) => product.price <= maxPrice)
}

export const stockOf = (id) => STOCK[id]

function priced(product, customer) {
  const isReduced = customer !== undefined && product.kind === 'coffee'
  return {
    ...product,
    price: isReduced ? Math.round(product.price * MEMBER_SHARE) : product.price,
    listPrice: isReduced ? product.price : undefined,
  }
}

function coffee(id, name, price, facts) {
  return { id, kind: 'coffee', name, price, picture: `${id}.svg`, grinds: GRINDS, ...facts }
}

function gear(id, name, price, facts) {
  return { id, kind: 'gear', name, price, picture: `${id}.svg`, ...facts }
}
