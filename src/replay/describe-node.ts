import type { Selectors } from '../privacy/selectors.ts'
import { isInside } from './selectors.ts'
import type { NodeDescription } from './sanitize-event.ts'

const SVG = 'http://www.w3.org/2000/svg'

/** Looks a recorded node up in the page, for what the event about it does not say. */
export function describeNode(node: Node, selectors: Selectors): NodeDescription {
  const element = node.nodeType === Node.ELEMENT_NODE ? (node as Element) : node.parentElement

  return {
    tagName: element?.tagName.toLowerCase() ?? '',
    isSvg: element?.namespaceURI === SVG,
    masked: isInside(node, selectors.masked) || node.ownerDocument?.designMode === 'on',
    blocked: isInside(node, selectors.blocked),
    ignored: isInside(node, selectors.ignored),
  }
}

/** Whether the words of this element are to be masked, and of all that is in it. */
export function isMarked(node: Node, { masked }: Selectors): boolean {
  if (node.nodeType !== Node.ELEMENT_NODE) return false
  return (node as Element).matches(masked) || node.ownerDocument?.designMode === 'on'
}
