import { redactTokens, redactUrl, type Json } from 'casefile/protocol'

import { kindOfSecret, type Findings } from './findings.ts'
import { scrubJson, type Scrubbing } from './scrub-json.ts'
import { mayHoldSecret } from './secret-signs.ts'

/** A recording is nested deeper than what reads it next could bear. */
export class DeepReplayError extends Error {
  override readonly name = 'DeepReplayError'
}

type JsonObject = { [key: string]: Json }

/** Two levels for each element around another one; no page is half as deep. */
const MOST_LEVELS = 2000

/** Words of the page, and of what people did in it. */
const WORDS = new Set('text textContent value title name'.split(' '))
const ADDRESSES = new Set(
  'href src action formaction poster background cite xlink:href rr_src'.split(' '),
)
/** What the page looks like: a style sheet or a drawing in which a piece is missing is another one. */
const LOOKS = /^(?:style|class|id|d|points|transform|srcset|imagesrcset|_cssText|rr_(?!src$).*)$/

/** rrweb's kinds of events that may hold anything: custom ones, and those of plugins. */
const FREE_KINDS = new Set<Json | undefined>([5, 6])

/**
 * Takes secrets out of recorded events, in place: keys, e-mail addresses, card numbers and the like
 * out of texts and attributes, and what is secret in addresses. Styles, pictures and the shape of the
 * page stay as they are. Throws a `DeepReplayError` when the nesting has no end.
 */
export function scrubReplay(events: readonly object[], work: Scrubbing): void {
  for (const event of events as readonly JsonObject[]) {
    const { type, data } = event
    if (typeof data !== 'object' || data === null) continue
    if (FREE_KINDS.has(type)) scrubJson(data, work)
    else scrubTree(data, work)
  }
}

/** With a list of its own instead of calling itself: pages are nested deeper than a stack may be. */
function scrubTree(root: JsonObject | Json[], { findings }: Scrubbing): void {
  const waiting = [{ value: root, level: 1, isAttributes: false }]

  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, level, isAttributes } = next
    if (level > MOST_LEVELS) {
      throw new DeepReplayError(`events are nested deeper than ${MOST_LEVELS} levels`)
    }
    const object = value as JsonObject
    const isStyle = object.tagName === 'style'

    for (const field in object) {
      const child = object[field]!
      if (typeof child === 'string') {
        object[field] = scrubField(field, child, isAttributes, findings)
      } else if (typeof child === 'object' && child !== null) {
        if (isStyle && field === 'childNodes') continue
        const isNamed = field === 'attributes' && !Array.isArray(child)
        waiting.push({ value: child, level: level + 1, isAttributes: isNamed })
      }
    }
  }
}

function scrubField(field: string, text: string, isAttribute: boolean, findings: Findings): string {
  if (ADDRESSES.has(field)) return clean(text, redactUrl, findings)
  const holdsWords = isAttribute ? !LOOKS.test(field) : WORDS.has(field)
  return holdsWords ? clean(text, redactTokens, findings) : text
}

function clean(text: string, redact: (text: string) => string, findings: Findings): string {
  // Embedded data looks like anything, and a picture is broken by any change.
  if (!mayHoldSecret(text) || text.includes('data:')) return text
  const scrubbed = redact(text)
  if (scrubbed !== text) findings[kindOfSecret(text)] += 1
  return scrubbed
}
