/**
 * The element and all around it, from the inside out, through slots and open shadow roots: the
 * path of an event, also of one that does not leave its shadow root.
 */
export function composedAncestors(element: Element): Element[] {
  const path: Element[] = []
  let node: Node | null | undefined = element
  while (node) {
    if (node instanceof Element) path.push(node)
    const slot: Node | null = node instanceof Element ? node.assignedSlot : null
    node = slot ?? node.parentNode ?? (node as Partial<ShadowRoot>).host
  }
  return path
}
