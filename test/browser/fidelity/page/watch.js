// The first script of the page: keeps what the suite itself needs, as nobody has touched it yet,
// and counts what every page notices. A top-level const is no property of the window.
const fidelity = {
  fetch: fetch.bind(window),
  stringify: JSON.stringify.bind(JSON),
  setTimeout: setTimeout.bind(window),
  settings: JSON.parse(document.documentElement.dataset.settings),
  /** Uncaught errors, unhandled rejections and violations of the page's policy. */
  noticed: [],
}

addEventListener('error', (event) => {
  if (event instanceof ErrorEvent) fidelity.noticed.push(`error: ${event.message}`)
})
addEventListener('unhandledrejection', ({ reason }) => {
  fidelity.noticed.push(`unhandledrejection: ${reason?.message ?? reason}`)
})
addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
  fidelity.noticed.push(`violation: ${effectiveDirective} ${blockedURI}`)
})
