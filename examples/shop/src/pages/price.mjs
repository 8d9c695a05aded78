import { html } from '../html.mjs'
import { money } from '../money.mjs'

/** A product's price, with the list price beside it where the customer pays less. */
export const price = ({ price: cents, listPrice }) => html`
  <span class="price"
    >${money(cents)}${
      listPrice && html` <s><span class="visually-hidden">instead of </span>${money(listPrice)}</s>`
    }</span
  >
`
