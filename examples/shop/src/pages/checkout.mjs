import { html } from '../html.mjs'

const COUNTRIES = { NO: 'Norway', SE: 'Sweden', DK: 'Denmark', DE: 'Germany', IE: 'Ireland' }

export function checkoutPage(customer) {
  return {
    title: 'Checkout',
    scripts: ['checkout-page'],
    main: html`
      <h1>Checkout</h1>
      <noscript><p>The checkout needs JavaScript.</p></noscript>
      <form class="checkout" data-checkout novalidate>
        <div class="checkout-fields">
          <p class="hint">
            Only trying it out?
            <button class="quiet" type="button" data-sample>Fill in a sample address</button>
          </p>
          <fieldset>
            <legend>Where it goes</legend>
            ${field({ name: 'name', label: 'Name', autocomplete: 'name', value: customer?.name })}
            ${field({ name: 'email', label: 'E-mail', type: 'email', autocomplete: 'email', value: customer?.email })}
            ${field({ name: 'street', label: 'Street and number', autocomplete: 'street-address' })}
            <div class="pair">
              ${field({ name: 'postcode', label: 'Postcode', autocomplete: 'postal-code' })}
              ${field({ name: 'city', label: 'Town', autocomplete: 'address-level2' })}
            </div>
            <label for="country">Country</label>
            <select id="country" name="country" autocomplete="country">
              ${Object.entries(COUNTRIES).map(([code, name]) => html`<option value="${code}">${name}</option>`)}
            </select>
          </fieldset>
          <fieldset aria-describedby="carrier-error">
            <legend>How it travels</legend>
            <div data-carriers role="status"><p class="hint">Asking the carriers …</p></div>
            <p class="field-error" id="carrier-error" data-error-for="carrier"></p>
          </fieldset>
          <fieldset>
            <legend>How you pay</legend>
            <p class="hint">
              An example shop: nothing is charged, and the card never leaves this page.
            </p>
            ${field({ name: 'card', label: 'Card number', autocomplete: 'cc-number', inputmode: 'numeric' })}
            <div class="pair">
              ${field({ name: 'expiry', label: 'Valid until', autocomplete: 'cc-exp', placeholder: 'MM/YY' })}
              ${field({ name: 'cvc', label: 'Security code', autocomplete: 'cc-csc', inputmode: 'numeric' })}
            </div>
          </fieldset>
        </div>
        <aside class="summary" aria-labelledby="summary-heading">
          <h2 id="summary-heading">Your order</h2>
          <ul class="summary-lines" data-summary-lines></ul>
          ${field({ name: 'voucher', label: 'Voucher', hint: 'First order? Use WELCOME10.', autocomplete: 'off' })}
          <dl class="sums">
            <div>
              <dt>Products</dt>
              <dd data-subtotal></dd>
            </div>
            <div>
              <dt>Shipping</dt>
              <dd data-shipping>–</dd>
            </div>
            <div class="total">
              <dt>Total</dt>
              <dd data-total></dd>
            </div>
          </dl>
          <button class="primary wide" type="submit">Place order</button>
          <p class="field-error" data-problem role="alert"></p>
        </aside>
      </form>
    `,
  }
}

const field = ({
  name,
  label,
  type = 'text',
  value,
  hint,
  autocomplete,
  inputmode,
  placeholder,
}) => html`
  <div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      autocomplete="${autocomplete}"
      ${inputmode && html`inputmode="${inputmode}"`}
      ${placeholder && html`placeholder="${placeholder}"`}
      aria-describedby="${name}-error${hint && ` ${name}-hint`}"
    />
    ${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    <p class="field-error" id="${name}-error" data-error-for="${name}"></p>
  </div>
`
