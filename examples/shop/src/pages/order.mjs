import { html } from '../html.mjs'
import { money } from '../money.mjs'

export function orderPage(order) {
  return {
    title: `Order ${order.number}`,
    main: html`
      <section class="order">
        <p class="crumbs">Order ${order.number}</p>
        <h1>Thank you, ${order.contact.name}.</h1>
        <p class="lead">
          We roast on Tuesday and send it by ${order.carrier.name.toLowerCase()}; it takes
          ${order.carrier.days}.
        </p>
        <ul class="summary-lines">
          ${order.lines.map(
            (line) =>
              html`<li>
                <span
                  >${line.quantity} ×
                  ${line.name}${line.grind && html`, ${line.grind.toLowerCase()}`}</span
                >
                <span class="price">${money(line.price * line.quantity)}</span>
              </li>`,
          )}
        </ul>
        <dl class="sums">
          <div>
            <dt>Products</dt>
            <dd>${money(order.subtotal)}</dd>
          </div>
          ${
            order.discount > 0 &&
            html`<div>
              <dt>Voucher</dt>
              <dd>−${money(order.discount)}</dd>
            </div>`
          }
          <div>
            <dt>Shipping</dt>
            <dd>${money(order.carrier.price)}</dd>
          </div>
          <div class="total">
            <dt>Total</dt>
            <dd>${money(order.total)}</dd>
          </div>
        </dl>
        <p class="hint">
          Goes to ${order.contact.street}, ${order.contact.postcode} ${order.contact.city}. A
          confirmation would be on its way to ${order.contact.email}, if this were a real shop.
        </p>
        <a class="button" href="/">Back to the shop</a>
      </section>
    `,
  }
}
