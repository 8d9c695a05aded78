import { withoutAddresses } from './safe-css.ts'

export type Attributes = { [name: string]: unknown }

/** Set on an element whose picture was left out; the player draws a quiet placeholder there. */
export const PICTURE_MARK = 'data-casefile-picture'

const NAME = /^[a-z_:][\w:.-]*$/i

/** Of no use to a replay, and each a way out of it. */
const NEVER = new Set([
  'srcdoc',
  'action',
  'formaction',
  'ping',
  'target',
  'formtarget',
  'manifest',
  'nonce',
  'http-equiv',
  'attributionsrc',
  'background',
  'srcset',
  'imagesrcset',
  'archive',
  'codebase',
  'classid',
  'code',
  'rr_src',
  'rr_mediastate',
  'rr_mediacurrenttime',
  'autoplay',
])

const PICTURES = new Set(['src', 'poster', 'data', 'lowsrc', 'dynsrc', 'rr_dataurl'])
const LINKS = new Set(['href', 'xlink:href'])

/** The attributes of a recorded element that a replay may set; `null` takes one away. */
export function safeAttributes(tag: string, attributes: Attributes): Attributes {
  const safe: Attributes = {}

  for (const [name, value] of Object.entries(attributes)) {
    const kept = safeValue(tag, name.toLowerCase(), value)
    if (kept !== undefined) safe[name] = kept
    else if (isLostPicture(tag, name.toLowerCase(), value)) safe[PICTURE_MARK] = ''
  }

  return safe
}

/** `undefined` leaves the attribute out. */
function safeValue(tag: string, name: string, value: unknown): unknown {
  if (!NAME.test(name) || name.startsWith('on') || NEVER.has(name)) return undefined
  if (name === 'style') return safeStyle(value)
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value !== 'string') return undefined

  if (name === '_csstext') return withoutAddresses(value)
  if (isExecutable(value)) return undefined
  if (PICTURES.has(name)) return isPictureData(value) ? value : undefined
  if (LINKS.has(name)) return safeLink(tag, value)
  return value
}

/** Where a link led is nothing a replay needs; that it is a link, its looks need. */
function safeLink(tag: string, value: string): string | undefined {
  if (value.startsWith('#')) return value
  if (tag === 'a' || tag === 'area') return '#'
  return isPictureData(value) && tag !== 'link' ? value : undefined
}

/** A style is text, or in a mutation `{property: value | [value, priority] | false}`. */
function safeStyle(value: unknown): unknown {
  if (typeof value === 'string') return withoutAddresses(value)
  if (value === null) return null
  if (typeof value !== 'object' || Array.isArray(value)) return undefined

  return Object.fromEntries(
    Object.entries(value).map(([property, said]: [string, unknown]) => [
      property,
      safeDeclaration(said),
    ]),
  )
}

function safeDeclaration(said: unknown): unknown {
  if (typeof said === 'string') return withoutAddresses(said)
  if (Array.isArray(said))
    return said.map((part) => (typeof part === 'string' ? withoutAddresses(part) : ''))
  return false
}

/** Browsers skip blanks and control characters in front of and inside a scheme. */
function isExecutable(value: string): boolean {
  const scheme = value
    .slice(0, 200)
    .replace(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028\u2029\ufeff]/g, '')
  return /^(javascript|vbscript|livescript|data:(text\/html|application\/xhtml|text\/xml|application\/xml)):?/i.test(
    scheme,
  )
}

function isPictureData(value: string): boolean {
  return /^data:image\//i.test(value)
}

function isLostPicture(tag: string, name: string, value: unknown): boolean {
  if (!['img', 'input', 'video', 'image', 'feimage'].includes(tag) || typeof value !== 'string')
    return false
  return value !== '' && (PICTURES.has(name) || LINKS.has(name) || name === 'srcset')
}
