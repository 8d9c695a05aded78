const MASK_SELECTORS = [
  '[data-casefile-mask]',
  // What a person writes into a page is an input, whatever element it is written into.
  '[contenteditable]:not([contenteditable="false" i])',
]

/** Finds the elements whose words are masked even where the page's own text is shown. */
export const MASKED = MASK_SELECTORS.join(',')

/** The same with everything inside, the way rrweb looks at it: one element at a time. */
export const MASKED_INSIDE = MASK_SELECTORS.map((selector) => `${selector},${selector} *`).join(',')

export const IGNORED = '[data-casefile-ignore]'

const BLOCKED = '[data-casefile-widget],[data-casefile-block]'

/**
 * The selector of everything that is left out. Throws when the user's part is not a selector: rrweb
 * would swallow that error and then block nothing.
 */
export function blockedSelector(userSelector: string | undefined): string {
  if (userSelector === undefined) return BLOCKED

  const selector = `${BLOCKED},${userSelector}`
  const nowhere = document.createDocumentFragment()
  try {
    nowhere.querySelector(userSelector)
    nowhere.querySelector(selector)
  } catch (cause) {
    throw new Error(`replay.blockSelector is not a valid CSS selector: ${String(userSelector)}`, {
      cause,
    })
  }
  return selector
}

/** Like `closest`, but leaves shadow roots and frames of the page through their host. */
export function isInside(node: Node | null, selector: string): boolean {
  for (let current = node; current; current = parentAcross(current)) {
    if (!isElement(current)) continue
    if (current.closest(selector)) return true
    current = current.getRootNode()
  }
  return false
}

function parentAcross(node: Node): Node | null {
  if (node.parentNode) return node.parentNode
  if (isShadowRoot(node)) return node.host
  return isDocument(node) ? (node.defaultView?.frameElement ?? null) : null
}

// By number, because `instanceof` fails for the nodes of another frame.
function isElement(node: Node): node is Element {
  return node.nodeType === 1
}

function isShadowRoot(node: Node): node is ShadowRoot {
  return node.nodeType === 11 && 'host' in node
}

function isDocument(node: Node): node is Document {
  return node.nodeType === 9
}
