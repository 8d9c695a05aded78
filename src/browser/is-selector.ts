/**
 * Whether this is a CSS selector that can be put together with others. What leaves a bracket, a
 * quote or a comment open is one for the browser, but in a list it would swallow what follows.
 */
export function isSelector(selector: unknown): selector is string {
  try {
    const probe = document.createElement('a')
    probe.matches(selector as string)
    return typeof selector === 'string' && probe.matches(`:not(a,${selector}),a`)
  } catch {
    return false
  }
}
