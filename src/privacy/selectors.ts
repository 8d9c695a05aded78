/** What a page wants left alone: each a CSS selector, made of the attribute and the page's own. */
export interface Selectors {
  /** Words of these, and in these, are not read. */
  masked: string
  /** These are recorded as a box, and nothing inside of them at all. */
  blocked: string
  /** Nothing that happens in these is recorded. */
  ignored: string
}

/** The page's own part, as in `options.privacy`. */
export interface PrivacySelectors {
  maskSelector?: string | undefined
  blockSelector?: string | undefined
  ignoreSelector?: string | undefined
}

const WIDGET = '[data-casefile-widget]'

/** The selectors that every source reads; the given ones must have been checked. */
export function resolveSelectors(given: PrivacySelectors = {}): Selectors {
  return {
    masked: list('[data-casefile-mask]', given.maskSelector),
    blocked: list(WIDGET, '[data-casefile-block]', given.blockSelector),
    ignored: list(WIDGET, '[data-casefile-ignore]', given.ignoreSelector),
  }
}

function list(...selectors: (string | undefined)[]): string {
  return selectors.filter(Boolean).join()
}
