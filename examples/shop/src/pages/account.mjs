import { SAMPLE_ACCOUNT } from '../customers.mjs'
import { html } from '../html.mjs'
import { money } from '../money.mjs'

export function accountPage(customer, orders) {
  return {
    title: 'Your account',
    main: html`
      <section class="account">
        <h1>Hello, ${customer.name}.</h1>
        <p class="lead">Members pay 10 % less for coffee. It is taken off already, everywhere.</p>
        <h2>Your orders</h2>
        ${
          orders.length > 0
            ? html`<ul class="summary-lines">
                ${orders.map(orderLine)}
              </ul>`
            : html`<p class="hint">None yet. <a href="/?kind=coffee">Choose a coffee</a>.</p>`
        }
        <form action="/account/sign-out" method="post" data-sign-out>
          <button type="submit">Sign out</button>
        </form>
      </section>
    `,
  }
}

const orderLine = (order) => html`
  <li>
    <a href="/orders/${order.number}">Order ${order.number}</a>
    <span class="price">${money(order.total)}</span>
  </li>
`

/** Both forms; after a refusal the one that was sent carries its values and what is wrong. */
export function signInPage({ form, given = {}, fields = {} }) {
  const values = (name) => (form === name ? { given, fields } : { given: {}, fields: {} })
  return {
    title: 'Sign in',
    main: html`
      <div class="forms">
        <section aria-labelledby="sign-in-heading">
          <h1 id="sign-in-heading">Sign in</h1>
          <p class="hint">
            To try it: <code>${SAMPLE_ACCOUNT.email}</code> with
            <code>${SAMPLE_ACCOUNT.password}</code>
          </p>
          <form action="/account/sign-in" method="post">
            ${field('sign-in', { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'username' }, values('signIn'))}
            ${field('sign-in', { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' }, values('signIn'))}
            <button class="primary" type="submit">Sign in</button>
          </form>
        </section>
        <section aria-labelledby="register-heading">
          <h2 id="register-heading">Become a member</h2>
          <p class="hint">Members pay 10 % less for coffee.</p>
          <form action="/account/register" method="post">
            ${field('register', { name: 'name', label: 'Name', type: 'text', autocomplete: 'name' }, values('register'))}
            ${field('register', { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'email' }, values('register'))}
            ${field('register', { name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password' }, values('register'))}
            <button type="submit">Create an account</button>
          </form>
        </section>
      </div>
    `,
  }
}

function field(form, { name, label, type, autocomplete }, { given, fields }) {
  const id = `${form}-${name}`
  const value = type === 'password' ? '' : given[name]
  return html`
    <div class="field">
      <label for="${id}">${label}</label>
      <input
        id="${id}"
        name="${name}"
        type="${type}"
        value="${value}"
        autocomplete="${autocomplete}"
        required
        aria-describedby="${id}-error"
        ${fields[name] && html`aria-invalid="true"`}
      />
      <p class="field-error" id="${id}-error">${fields[name]}</p>
    </div>
  `
}
