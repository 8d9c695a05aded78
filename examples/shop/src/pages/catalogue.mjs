import { html } from '../html.mjs'
import { price } from './price.mjs'

const KINDS = [
  { kind: undefined, label: 'Everything' },
  { kind: 'coffee', label: 'Coffee' },
  { kind: 'gear', label: 'Gear' },
]

/** The home page: what we sell, searched and filtered. */
export function cataloguePage({ products, query, kind }) {
  const isFiltered = query !== '' || kind !== undefined
  return {
    title: isFiltered ? 'Search' : 'Coffee, roasted on Tuesdays',
    scripts: ['catalogue-page'],
    main: html`
      ${!isFiltered && welcome()}
      <section aria-labelledby="products-heading">
        <div class="finder">
          <h2 id="products-heading">${heading(products.length, isFiltered)}</h2>
          <form class="search" role="search" action="/">
            ${kind && html`<input type="hidden" name="kind" value="${kind}" />`}
            <label class="visually-hidden" for="q">Search</label>
            <input
              id="q"
              name="q"
              type="search"
              value="${query}"
              placeholder="Search, e.g. hazelnut"
              maxlength="100"
            />
            <button type="submit">Search</button>
          </form>
          <ul class="filters" aria-label="Filter">
            ${KINDS.map((choice) => filter(choice, { query, kind }))}
          </ul>
        </div>
        ${
          products.length > 0
            ? html`<ul class="cards">
                ${products.map(card)}
              </ul>`
            : nothing(query)
        }
      </section>
    `,
  }
}

const welcome = () => html`
  <section class="welcome">
    <h1>Coffee for people who look out of the window.</h1>
    <p>Six coffees, roasted on Tuesdays, and the few things you need to make them well.</p>
  </section>
`

function heading(count, isFiltered) {
  if (!isFiltered) return 'What we sell'
  return count === 1 ? '1 product' : `${count} products`
}

function filter(choice, { query, kind }) {
  const parameters = new URLSearchParams()
  if (choice.kind) parameters.set('kind', choice.kind)
  if (query) parameters.set('q', query)
  const current = choice.kind === kind && html`aria-current="true"`
  return html`<li><a class="chip" href="/?${parameters}" ${current}>${choice.label}</a></li>`
}

const card = (product) => html`
  <li class="card">
    <div class="picture">
      <img src="/pictures/${product.picture}" alt="" width="240" height="240" />
    </div>
    <h3><a href="/products/${product.id}">${product.name}</a></h3>
    <p class="hint">${product.notes}</p>
    <div class="card-foot">
      ${price(product)}
      ${
        product.kind === 'coffee' &&
        html`<button
          type="button"
          data-add
          data-id="${product.id}"
          data-name="${product.name}"
          data-price="${product.price}"
          data-picture="${product.picture}"
        >
          Add<span class="visually-hidden"> ${product.name} to the cart</span>
        </button>`
      }
    </div>
  </li>
`

const nothing = (query) => html`
  <div class="empty">
    <p>Nothing we sell matches ${query ? html`“${query}”` : 'this'}.</p>
    <a class="button" href="/">See everything</a>
  </div>
`
