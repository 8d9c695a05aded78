import { MASK, maskValue } from './mask.ts'
import { scrubCss, scrubSrcset, scrubUrl } from './scrub-url.ts'

/** What has to be known about an element to judge its attributes. */
export interface ElementKind {
  /** Lower case. */
  tagName: string
  isSvg: boolean
  /** Its words are not to be read: masking is on for the page, or for this part of it. */
  masked: boolean
}

export type AttributeValue = string | number | boolean | null | StyleChanges
type StyleChanges = { [property: string]: string | false | [string, string] }

const URLS = new Set(
  'href src action formaction poster data background cite longdesc manifest ping icon xlink:href rr_src codebase archive classid profile'.split(
    ' ',
  ),
)

/** Attributes that shape the page and whose values come from its developers. */
const STRUCTURE = new Set(
  (
    'id class name type rel role dir lang is slot part exportparts for form headers scope as media sizes ' +
    'width height rows cols size span colspan rowspan start align valign border cellpadding cellspacing ' +
    'bgcolor color face tabindex hidden preload loading decoding min max step low high optimum maxlength ' +
    'minlength draggable spellcheck autocomplete enctype method target charset popover ' +
    'popovertarget popovertargetaction wrap kind default usemap shape coords frameborder ' +
    'marginwidth marginheight scrolling xmlns aria-hidden aria-expanded ' +
    'aria-selected aria-checked aria-pressed aria-disabled aria-current aria-controls aria-labelledby ' +
    'aria-describedby aria-haspopup aria-modal aria-live aria-level aria-busy aria-invalid aria-orientation ' +
    'data-rr-is-password data-casefile-widget data-casefile-mask data-casefile-block data-casefile-ignore'
  ).split(' '),
)

/** Their presence is all that counts. */
const FLAGS = new Set(
  'disabled checked selected readonly required multiple inert open controls loop muted playsinline allowfullscreen nowrap compact noshade reversed'.split(
    ' ',
  ),
)

/** What rrweb adds about size, scroll position, media and dialogs. */
const RRWEB = /^rr_(?:width|height|scroll(?:Left|Top)|media[A-Z]\w*|open_mode)$/

/** Values that style sheets select by and that say nothing about anybody. */
const STATE =
  /^(?:|true|false|yes|no|on|off|open|opened|closed|checked|unchecked|indeterminate|active|inactive|selected|visible|hidden|enabled|disabled|loading|loaded|idle|horizontal|vertical|top|bottom|left|right|start|end|center|light|dark|auto|small|medium|large|sm|md|lg|xl|plaintext-only)$/i

/** Drawing attributes are too many to list; these are the ones of an SVG element that hold words. */
const SVG_WORDS = /^(?:aria-|data-|title$|alt$|name$|value$)/

/** Numbers that position a bar or a list marker; on form fields `value` is what a person entered. */
const MEASURES = new Set(['li', 'progress', 'meter'])

/**
 * Cleans an element's attributes in place. Scripts and nonces are taken out, values a person may
 * have entered are masked, addresses are scrubbed; of a masked element only what shapes the page
 * stays readable. An attribute that is not known here counts as words.
 */
export function sanitizeAttributes(
  attributes: { [name: string]: AttributeValue },
  element: ElementKind,
) {
  for (const name in attributes) {
    const value = attributes[name]
    if (typeof value === 'string') {
      const clean = sanitizeValue(name, value, element)
      if (clean === undefined) delete attributes[name]
      else if (clean !== value) attributes[name] = clean
    } else if (value && typeof value === 'object') {
      scrubStyleChanges(value)
    }
  }
}

function sanitizeValue(written: string, value: string, element: ElementKind): string | undefined {
  // SVG and XHTML keep the letters as written, and so could `ONCLICK`.
  const name = written.toLowerCase()
  if (name === '_csstext' || name === 'style') return scrubCss(value)
  if (name === 'class' || name === 'id') return value
  if (name.startsWith('on') || name === 'srcdoc' || name === 'nonce') return undefined
  if (FLAGS.has(name)) return ''
  if (URLS.has(name)) return scrubReference(value, element)
  if (name === 'srcset' || name === 'imagesrcset') return scrubSrcset(value)
  if (name === 'value') return keepsValue(element) ? value : maskValue(value)
  if (name === 'content')
    return value && element.tagName === 'meta' ? MASK : maskWords(value, element)
  if (STRUCTURE.has(name) || RRWEB.test(written) || STATE.test(value)) return value
  if (element.isSvg && !SVG_WORDS.test(name)) return scrubCss(value)
  return maskWords(value, element)
}

function maskWords(value: string, element: ElementKind): string {
  return element.masked ? maskValue(value) : value
}

function keepsValue({ tagName, masked }: ElementKind): boolean {
  return MEASURES.has(tagName) && !masked
}

/** SVG finds its gradients and symbols by hash; a link's hash belongs to the address. */
function scrubReference(value: string, { isSvg, tagName }: ElementKind): string {
  const hash = isSvg && tagName !== 'a' ? /#[\w:.-]*$/.exec(value)?.[0] : undefined
  return hash ? scrubUrl(value) + hash : scrubUrl(value)
}

function scrubStyleChanges(changes: StyleChanges) {
  for (const property in changes) {
    const value = changes[property]
    if (typeof value === 'string') changes[property] = scrubCss(value)
    else if (Array.isArray(value)) value[0] = scrubCss(value[0])
  }
}
