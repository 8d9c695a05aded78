import { TEST_ATTRIBUTES } from './test-id.ts'

/** Attributes that say what an element is for, and seldom change. */
const TELLING_ATTRIBUTES = ['name', 'type', 'role', 'href']

const VALUE_LENGTH = 80

/** Addresses that hold more than a place in the app: a search, a person, a script, a document. */
const TELLTALE_HREF = /[?@]|^(?!https?:)[a-z]+:/i

/** Ids that a framework counts up or draws anew for each render. */
const GENERATED_ID = /\d{3}|[^\w-]|^(ember|radix|mui|headlessui|ext-gen|react-)|[a-f]*\d[a-f\d]{7}/i

/** Classes that somebody wrote: no states, and none that a tool makes from a style. */
const WRITTEN_CLASS =
  /^(?!(css|sc|jsx|svelte|ng|is|has)-|.*(active|select|open|clos|hover|focus|able|check|load|hid|visib|show))[a-z]{3,}([-_]+[a-z]+)*$/

const MOST_COMPARED = 30

/** An attribute has to be looked for in the whole page, so only a few are. */
const MOST_SEARCHES = 4

/**
 * A CSS selector that finds exactly this element in its document now, and most likely after the
 * next deployment. ` >>> ` stands between a shadow root's host and what is inside.
 */
export function uniqueSelector(element: Element): string {
  const root = element.getRootNode()
  const inside = selectorWithin(root instanceof ShadowRoot ? root : document, element)
  return root instanceof ShadowRoot ? `${uniqueSelector(root.host)} >>> ${inside}` : inside
}

/**
 * The element itself if something tells it from all others, else the way to it from the nearest
 * element that is told so. Each step of a way is the only one of its kind among its siblings,
 * which takes no search to know.
 */
function selectorWithin(root: Document | ShadowRoot, element: Element): string {
  let searches = MOST_SEARCHES
  const isUnique = (selector: string, candidate: Element) => {
    if (selector[0] !== '#' && (searches -= 1) < 0) return false
    // The first match comes cheaply, and is another one in most lists.
    return (
      root.querySelector(selector) === candidate && root.querySelectorAll(selector).length === 1
    )
  }
  const anchorOf = (candidate: Element) =>
    stableSelectors(candidate).find((selector) => isUnique(selector, candidate))

  const own =
    anchorOf(element) ?? tellingSelectors(element).find((selector) => isUnique(selector, element))
  if (own) return own

  let path = siblingSelector(element)
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    const anchor = parent === document.body ? 'body' : anchorOf(parent)
    if (anchor)
      return isOnlyTag(parent, element) ? `${anchor} ${tagOf(element)}` : `${anchor} > ${path}`
    path = `${siblingSelector(parent)} > ${path}`
  }
  if (isOnlyTag(root, element)) return tagOf(element)
  // At the top of a shadow root the path could still match further down.
  return root instanceof ShadowRoot ? `:host > ${path}` : path
}

function stableSelectors(element: Element): string[] {
  const selectors = attributeSelectors(element, TEST_ATTRIBUTES)
  if (element.id && !GENERATED_ID.test(element.id)) selectors.push(`#${CSS.escape(element.id)}`)
  return selectors
}

/** One attribute if that is enough, else all of them together. */
function tellingSelectors(element: Element): string[] {
  const attributes = attributeSelectors(element, TELLING_ATTRIBUTES)
  if (attributes.length > 1) attributes.push(attributes.join(''))
  return attributes.map((some) => tagOf(element) + some)
}

function attributeSelectors(element: Element, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const value = element.getAttribute(name)
    if (!value || value.length > VALUE_LENGTH || /[\n\r\f]/.test(value)) return []
    if (name === 'href' && TELLTALE_HREF.test(value)) return []
    return [`[${name}="${value.replace(/["\\]/g, '\\$&')}"]`]
  })
}

/** What finds the element among its siblings: its tag, something that it alone has, or its place. */
function siblingSelector(element: Element): string {
  const tag = tagOf(element)
  const { before, others } = siblingsOf(element)
  if (others.length === 0) return tag

  // In a long list it is mostly the place that differs.
  const telling =
    others.length <= MOST_COMPARED &&
    [
      ...attributeSelectors(element, [...TEST_ATTRIBUTES, ...TELLING_ATTRIBUTES]),
      ...Array.from(element.classList)
        .filter((name) => WRITTEN_CLASS.test(name))
        .map((name) => `.${name}`),
    ].find((selector) => !others.some((other) => other.matches(selector)))
  return tag + (telling || `:nth-of-type(${before + 1})`)
}

/** The siblings of the same tag, or as many as are worth comparing, and how many come before. */
function siblingsOf(element: Element) {
  const others: Element[] = []
  const collect = (side: 'previousElementSibling' | 'nextElementSibling', most: number) => {
    for (let sibling = element[side]; sibling; sibling = sibling[side]) {
      if (sibling.localName === element.localName) others.push(sibling)
      if (others.length > most) return
    }
  }
  collect('previousElementSibling', Infinity)
  const before = others.length
  collect('nextElementSibling', MOST_COMPARED)
  return { others, before }
}

function isOnlyTag(within: ParentNode, element: Element): boolean {
  const tag = tagOf(element)
  return within.querySelector(tag) === element && within.querySelectorAll(tag).length === 1
}

function tagOf({ localName }: Element): string {
  return CSS.escape(localName)
}
