import { html } from '../html.mjs'

/** The frame of the cart; its lines live in the browser and are filled in there. */
export function cartPage() {
  return {
    title: 'Your cart',
    scripts: ['cart-page'],
    main: html`
      <h1>Your cart</h1>
      <noscript><p>The cart needs JavaScript.</p></noscript>
      <div class="empty" data-cart-empty hidden>
        <p>There is nothing in it yet.</p>
        <a class="button primary" href="/">Find something good</a>
      </div>
      <div class="cart" data-cart hidden>
        <ul class="lines" data-cart-lines></ul>
        <aside class="summary" aria-labelledby="summary-heading">
          <h2 id="summary-heading">Total</h2>
          <p class="total" data-cart-total></p>
          <p class="hint">Plus shipping, which depends on where it goes.</p>
          <a class="button primary" href="/checkout">Go to checkout</a>
        </aside>
      </div>
      <template id="cart-line">
        <li class="line">
          <div class="picture small"><img alt="" width="72" height="72" /></div>
          <div class="line-text">
            <a data-line-name></a>
            <span class="hint" data-line-grind></span>
            <div class="row">
              <label class="visually-hidden" data-line-label>Quantity</label>
              <input data-line-quantity type="number" min="1" max="99" inputmode="numeric" />
              <button class="quiet" type="button" data-line-remove>Remove</button>
            </div>
          </div>
          <span class="price" data-line-price></span>
        </li>
      </template>
    `,
  }
}
