import { html } from '../html.mjs'
import { price } from './price.mjs'

export function productPage(product) {
  return {
    title: product.name,
    scripts: ['product-page'],
    main: html`
      <article class="product">
        <div class="picture large">
          <img src="/pictures/${product.picture}" alt="${product.name}" width="480" height="480" />
        </div>
        <div class="product-text">
          <p class="crumbs">
            <a href="/?kind=${product.kind}">${product.kind === 'coffee' ? 'Coffee' : 'Gear'}</a>
          </p>
          <h1>${product.name}</h1>
          <p class="lead">${product.notes}</p>
          ${price(product)}
          <form
            data-add-form
            data-id="${product.id}"
            data-name="${product.name}"
            data-price="${product.price}"
            data-picture="${product.picture}"
          >
            ${product.grinds && grindField(product.grinds)}
            <label for="quantity">Quantity</label>
            <input
              id="quantity"
              name="quantity"
              type="number"
              min="1"
              max="99"
              value="1"
              inputmode="numeric"
            />
            <div class="row">
              <button class="primary" type="submit">Add to cart</button>
              <button type="button" data-save-later>Save for later</button>
            </div>
            <p class="hint" data-added role="status"></p>
          </form>
          <noscript><p>The cart needs JavaScript.</p></noscript>
          <p>${product.about}</p>
          ${product.origin && facts(product)}
        </div>
      </article>
    `,
  }
}

const grindField = (grinds) => html`
  <label for="grind">Grind</label>
  <select id="grind" name="grind">
    ${grinds.map((grind) => html`<option>${grind}</option>`)}
  </select>
`

const facts = ({ origin, roast }) => html`
  <dl class="facts">
    <div>
      <dt>Origin</dt>
      <dd>${origin}</dd>
    </div>
    <div>
      <dt>Roast</dt>
      <dd>${roast}</dd>
    </div>
    <div>
      <dt>Weight</dt>
      <dd>250 g</dd>
    </div>
  </dl>
`
