import { html } from '../html.mjs'

export const problemPage = (message) => html`
  <section class="empty">
    <h1>${message}</h1>
    <p>The rest of the shop is where it was.</p>
    <a class="button primary" href="/">See everything we sell</a>
  </section>
`
