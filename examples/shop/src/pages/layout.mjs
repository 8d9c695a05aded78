import { html } from '../html.mjs'
import { assistant } from './assistant.mjs'

/** The frame around every page; returns the whole answer. */
export function createLayout({ casefile }) {
  return ({ status = 200, title, main, scripts = [], customer }) => ({
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: page({ title, main, scripts, customer, casefile }).markup,
  })
}

const page = ({ title, main, scripts, customer, casefile }) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Larkfield Coffee</title>
        <link rel="icon" href="/pictures/lark.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/styles/tokens.css" />
        <link rel="stylesheet" href="/styles/base.css" />
        <link rel="stylesheet" href="/styles/shop.css" />
        <link rel="stylesheet" href="/styles/assistant.css" />
        ${
          casefile &&
          html`<script
            src="${casefile.endpoint}/casefile.js"
            data-key="${casefile.key}"
            data-endpoint="${casefile.endpoint}"
            defer
          ></script>`
        }
        ${['every-page', 'assistant/panel', ...scripts].map(
          (name) => html`<script type="module" src="/scripts/${name}.js"></script> `,
        )}
      </head>
      <body
        ${
          customer &&
          html`data-customer-id="${customer.id}" data-customer-name="${customer.name}"
          data-customer-email="${customer.email}"`
        }
      >
        <a class="skip" href="#main">Skip to the content</a>
        ${header(customer)}
        <main id="main" tabindex="-1">${main}</main>
        ${footer()} ${assistant(casefile && `${casefile.endpoint}/casefile-agent.js`)}
      </body>
    </html> `

const header = (customer) => html`
  <aside class="notice" aria-label="Offer">
    New here? <strong>WELCOME10</strong> takes 10 % off your first order.
  </aside>
  <header class="top">
    <a class="brand" href="/">
      <img src="/pictures/lark.svg" alt="" width="32" height="32" />
      <span>Larkfield</span>
    </a>
    <nav aria-label="Shop">
      <a href="/?kind=coffee">Coffee</a>
      <a href="/?kind=gear">Gear</a>
      <a href="/account">${customer ? customer.name.split(' ')[0] : 'Sign in'}</a>
      <a class="cart-link" href="/cart">Cart <span data-cart-count hidden></span></a>
    </nav>
  </header>
`

const footer = () => html`
  <footer class="bottom">
    <form data-newsletter novalidate>
      <label for="newsletter-email">A letter when a new harvest lands</label>
      <div class="row">
        <input
          id="newsletter-email"
          name="email"
          type="email"
          autocomplete="email"
          placeholder="you@example.com"
          required
        />
        <button type="submit">Sign up</button>
      </div>
      <p class="hint" data-newsletter-status role="status"></p>
    </form>
    <p class="hint">
      Larkfield Coffee is an example: nothing is charged, nothing is sent, and it forgets everything
      when it stops.
    </p>
  </footer>
`
