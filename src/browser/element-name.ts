import { cut } from '../lib/cut.ts'

const NAME_LENGTH = 80

/** The most nodes looked at for a text: a click must stay cheap on any page. */
const MOST_NODES = 200

/** What is in these was typed or chosen by a person, or is no text at all. */
const NO_CAPTION = 'input,textarea,select,script,style,[contenteditable]'

interface NameOptions {
  /** Nothing inside an element that matches this selector is read. */
  hidden: string
  /** Whether all text inside belongs to the element, as in a button, or only what is right in it. */
  isControl: boolean
}

/**
 * What a person would call the element: an approximation of its accessible name, at most 80
 * characters. Never the content of a field.
 */
export function elementName(element: Element, { hidden, isControl }: NameOptions): string {
  const attribute = (name: string) => element.getAttribute(name) ?? ''
  const captions = (elements: Iterable<Element>) =>
    Array.from(elements, (caption) =>
      caption.closest(hidden) ? '' : deepText(caption, hidden),
    ).join(' ')

  const candidates = [
    () => captions(labelledBy(element, attribute('aria-labelledby'))),
    () => attribute('aria-label'),
    () => (isField(element) ? captions(element.labels ?? []) : ''),
    () =>
      element.matches('input:is([type=submit],[type=button],[type=reset])')
        ? attribute('value')
        : '',
    () => attribute('alt'),
    () => (isControl ? deepText(element, hidden) : ownText(element)),
    () => attribute('title'),
    () => attribute('placeholder'),
  ]

  for (const candidate of candidates) {
    const name = candidate().replace(/\s+/g, ' ').trim()
    if (name) return cut(name, NAME_LENGTH - 1)
  }
  return ''
}

function labelledBy(element: Element, ids: string): Element[] {
  const root = element.getRootNode()
  const scope = root instanceof ShadowRoot ? root : document
  return ids.split(/\s+/).flatMap((id) => scope.getElementById(id) ?? [])
}

function isField(
  element: Element,
): element is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement {
  return element.matches('input,select,textarea')
}

function ownText(element: Element): string {
  if (element.closest(NO_CAPTION)) return ''
  return Array.from(element.childNodes, (node) => (node instanceof Text ? node.data : '')).join(' ')
}

function deepText(element: Element, hidden: string): string {
  if (element.closest(NO_CAPTION)) return ''
  const walker = document.createTreeWalker(
    element,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (node) =>
      node instanceof Element && node.matches(`${hidden},${NO_CAPTION}`)
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
  )

  let text = ''
  for (let visited = 0; visited < MOST_NODES && text.length < NAME_LENGTH * 2; visited += 1) {
    const node = walker.nextNode()
    if (!node) break
    if (node instanceof Text) text += node.data
    else if (node instanceof HTMLImageElement) text += ` ${node.alt} `
    else text += ' '
  }
  return text
}
