import type { Selectors } from '../privacy/selectors.ts'

/** What a person writes into a page is an input, whatever element it is written into. */
const EDITABLE = '[contenteditable]:not([contenteditable="false" i])'

/** What is masked in a replay even where the page's own text is shown is more than what is marked. */
export function replaySelectors(selectors: Selectors): Selectors {
  return { ...selectors, masked: `${selectors.masked},${EDITABLE}` }
}

/** With everything inside, the way rrweb looks at it: one element at a time. */
export function withInside(selector: string): string {
  return `${selector},:is(${selector}) *`
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
