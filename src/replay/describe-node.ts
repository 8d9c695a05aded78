import { MASKED, isInside } from './selectors.ts'
import type { NodeDescription } from './sanitize-event.ts'

const SVG = 'http://www.w3.org/2000/svg'

/** Looks a recorded node up in the page, for what the event about it does not say. */
export function describeNode(
  node: Node,
  { maskText, blockSelector }: { maskText: boolean; blockSelector: string },
): NodeDescription {
  const element = node.nodeType === Node.ELEMENT_NODE ? (node as Element) : node.parentElement

  return {
    tagName: element?.tagName.toLowerCase() ?? '',
    isSvg: element?.namespaceURI === SVG,
    masked: maskText || isInside(node, MASKED),
    blocked: isInside(node, blockSelector),
  }
}
