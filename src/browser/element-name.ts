import { cut } from '../lib/cut.ts'

const NAME_LENGTH = 80

/** The most nodes looked at for a text: a click must stay cheap on any page. */
const MOST_NODES = 200

/** What is in these was typed or chosen by a person, or is no text at all. */
const NO_CAPTION = 'input,textarea,select,script,style,noscript,template,[contenteditable]'

/** Nobody is told of these. What only a style hides is not asked for: that could cost a layout. */
const HIDDEN = '[hidden],[aria-hidden="true"]'

/** These stand within a word; around every other element a word ends. */
const WITHIN_WORDS = /^(b|i|em|strong|u|s|mark|small|sub|sup|wbr|font|slot)$/

interface NameOptions {
  /** Nothing inside an element that matches this selector is read. */
  hidden: string
  /** Whether all text inside belongs to the element, as in a button, or only what is right in it. */
  isControl: boolean
}

/**
 * What a person would call the element: an approximation of its accessible name, at most 80
 * characters. Never the content of a field. https://www.w3.org/TR/accname-1.2/
 */
export function elementName(element: Element, { hidden, isControl }: NameOptions): string {
  const attribute = (name: string) => element.getAttribute(name) ?? ''
  const captions = (elements: Iterable<Element>) =>
    Array.from(elements, (caption) =>
      caption.closest(hidden) ? '' : attributeText(caption) || deepText(caption, hidden),
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
    () => captions(ownCaption(element)),
    () => (isControl ? deepText(element, hidden) : ownText(element)),
    () => attribute('title'),
    () => attribute('placeholder') || attribute('aria-placeholder'),
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

/** The title of a drawing, the legend of a group, the caption of a table: each comes first in it. */
function ownCaption({ firstElementChild }: Element): Element[] {
  return firstElementChild?.matches('title,legend,caption') ? [firstElementChild] : []
}

/** Words that an element has instead of its content. */
function attributeText(element: Element): string {
  return (
    element.getAttribute('aria-label') || (element instanceof HTMLImageElement && element.alt) || ''
  )
}

function ownText(element: Element): string {
  if (element.localName === 'form' || element.closest(NO_CAPTION)) return ''
  return Array.from(element.childNodes, (node) => (node instanceof Text ? node.data : '')).join(' ')
}

/** The text as it is put together on the screen: through slots and open shadow roots. */
function deepText(element: Element, hidden: string): string {
  if (element.closest(NO_CAPTION)) return ''
  const left = `${hidden},${NO_CAPTION},${HIDDEN}`
  let text = ''
  let visited = 0

  const read = (parent: Node) => {
    const slotted = parent instanceof HTMLSlotElement ? parent.assignedNodes() : []
    for (const node of slotted.length ? slotted : parent.childNodes) {
      visited += 1
      if (visited > MOST_NODES || text.length > NAME_LENGTH * 2) return
      if (node instanceof Text) text += node.data
      else if (node instanceof Element && !node.matches(left)) {
        const space = WITHIN_WORDS.test(node.localName) ? '' : ' '
        text += space + attributeText(node)
        if (!attributeText(node)) read(node.shadowRoot ?? node)
        text += space
      }
    }
  }
  read(element.shadowRoot ?? element)
  return text
}
