import { redactName } from '../protocol/redaction/redact-name.ts'
import { MASK, maskValue } from './mask.ts'
import { sanitizeCss } from './sanitize-css.ts'
import { scrubSrcset, scrubUrl, withoutPicture } from './scrub-url.ts'
import { SVG_ATTRIBUTES } from './svg-attributes.ts'

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

/** Numbers that position a bar or a list marker; on form fields `value` is what a person entered. */
const MEASURES = new Set(['li', 'progress', 'meter'])

/**
 * Cleans an element's attributes in place. Scripts and nonces are taken out, values a person may
 * have entered are masked, addresses are scrubbed; of a masked element only what shapes the page
 * stays readable, and of that what does not look like a secret. An attribute that is not known
 * here counts as words.
 */
export function sanitizeAttributes(
  attributes: { [name: string]: AttributeValue },
  element: ElementKind,
) {
  for (const name in attributes) {
    const value = attributes[name]
    if (typeof value === 'string') {
      const clean = sanitizeValue(name, value, element)
      if (clean === undefined || cleanName(name) !== name) delete attributes[name]
      else if (clean !== value) attributes[name] = clean
    } else if (value && typeof value === 'object') {
      sanitizeStyleChanges(value, element)
    }
  }
}

function sanitizeValue(written: string, value: string, element: ElementKind): string | undefined {
  // SVG and XHTML keep the letters as written, and so could `ONCLICK`.
  const name = written.toLowerCase()
  if (name === '_csstext') return sanitizeSheet(value, element.masked)
  if (name === 'style') return sanitizeStyle(value, element.masked)
  if (name.startsWith('on') || name === 'srcdoc' || name === 'nonce') return undefined
  if (FLAGS.has(name)) return ''
  if (URLS.has(name)) return scrubReference(value, element)
  if (name === 'srcset' || name === 'imagesrcset') {
    return element.masked && value.includes('data:') ? '' : scrubSrcset(value)
  }
  if (name === 'value') return keepsValue(element) ? value : maskValue(value)
  if (name === 'content')
    return value && element.tagName === 'meta' ? MASK : maskWords(value, element)
  if (RRWEB.test(written) || STATE.test(value)) return value
  if (STRUCTURE.has(name)) return cleanName(value)
  if (element.isSvg && SVG_ATTRIBUTES.has(name)) return sanitizeSheet(value, element.masked)
  return maskWords(value, element)
}

function maskWords(value: string, element: ElementKind): string {
  return element.masked ? maskValue(value) : value
}

function keepsValue({ tagName, masked }: ElementKind): boolean {
  return MEASURES.has(tagName) && !masked
}

/** SVG finds its gradients and symbols by hash; a link's hash belongs to the address. */
function scrubReference(value: string, { isSvg, tagName, masked }: ElementKind): string {
  const shown = masked ? withoutPicture(value) : value
  const hash = isSvg && tagName !== 'a' ? /#[\w:.-]*$/.exec(shown)?.[0] : undefined
  return hash ? scrubUrl(shown) + cleanName(hash) : scrubUrl(shown)
}

/** Most names are too short to hold a secret, and there are very many of them. */
function cleanName(name: string): string {
  return /[@%]|\S{11}|\d{4}/.test(name) ? redactName(name) : name
}

function sanitizeStyleChanges(changes: StyleChanges, { masked }: ElementKind) {
  for (const property in changes) {
    const value = changes[property]
    if (typeof value === 'string') changes[property] = sanitizeDeclaration(property, value, masked)
    else if (Array.isArray(value)) value[0] = sanitizeDeclaration(property, value[0], masked)
  }
}

/** What one element looks like, not all of a kind: its picture may be a face. */
function sanitizeStyle(css: string, masked: boolean): string {
  return sanitizeCss(css, { masked, pictures: !masked })
}

/** The value of one property, as it is cleaned in a style sheet. */
export function sanitizeDeclaration(property: string, value: string, masked: boolean): string {
  const start = `${property}:`
  return sanitizeStyle(start + value, masked).slice(start.length)
}

/** Selectors still find what is left of the attributes they look for. */
export function sanitizeSheet(css: string, masked: boolean): string {
  return sanitizeCss(css, {
    masked,
    pictures: true,
    attribute: (name, value) =>
      sanitizeValue(name, value, { tagName: '', isSvg: false, masked }) ?? '',
  })
}
