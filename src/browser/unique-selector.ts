/** Attributes that authors set to find an element again, best first. */
const TEST_ATTRIBUTES = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa']

/** Attributes that say what an element is for, and seldom change. */
const TELLING_ATTRIBUTES = ['name', 'type', 'role', 'href']

const VALUE_LENGTH = 80

/** Ids that a framework counts up or draws anew for each render. */
const GENERATED_ID = /\d{3}|[^\w-]|^(ember|radix|mui|headlessui|ext-gen|react-)|[a-f]*\d[a-f\d]{7}/i

/**
 * A CSS selector that finds exactly this element in its document now, and most likely after the
 * next deployment. ` >>> ` stands between a shadow root's host and what is inside.
 */
export function uniqueSelector(element: Element): string {
  const root = element.getRootNode()
  const inside = selectorWithin(root instanceof ShadowRoot ? root : document, element)
  return root instanceof ShadowRoot ? `${uniqueSelector(root.host)} >>> ${inside}` : inside
}

function selectorWithin(root: ParentNode, element: Element): string {
  const firstUnique = (selectors: string[]) =>
    selectors.find((selector) => root.querySelectorAll(selector).length === 1)
  const tag = CSS.escape(element.localName)
  const own = firstUnique([...stableSelectors(element), ...tellingSelectors(element, tag)])
  if (own) return own

  let path = nthOfType(element)
  const paths = [tag, path]
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    const anchor = firstUnique(stableSelectors(parent))
    if (anchor)
      return firstUnique(paths.map((rest) => `${anchor} ${rest}`)) ?? `${anchor} > ${path}`
    path = `${nthOfType(parent)} > ${path}`
    paths.push(path)
  }
  // At the top of a shadow root the path could still match further down.
  return firstUnique(paths) ?? `:host > ${path}`
}

function stableSelectors(element: Element): string[] {
  const selectors = attributeSelectors(element, TEST_ATTRIBUTES)
  if (element.id && !GENERATED_ID.test(element.id)) selectors.push(`#${CSS.escape(element.id)}`)
  return selectors
}

function tellingSelectors(element: Element, tag: string): string[] {
  const attributes = attributeSelectors(element, TELLING_ATTRIBUTES)
  // One attribute if that is enough, else all of them together.
  return [...attributes, attributes.join('')].flatMap((some) => (some ? tag + some : []))
}

function attributeSelectors(element: Element, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const value = element.getAttribute(name)
    if (!value || value.length > VALUE_LENGTH || /[\n\r\f]/.test(value)) return []
    return [`[${name}="${value.replace(/["\\]/g, '\\$&')}"]`]
  })
}

function nthOfType({ localName, previousElementSibling }: Element): string {
  let index = 1
  for (let sibling = previousElementSibling; sibling; sibling = sibling.previousElementSibling) {
    if (sibling.localName === localName) index += 1
  }
  return `${CSS.escape(localName)}:nth-of-type(${index})`
}
