import { redactUrl } from '../protocol/redaction/redact-url.ts'

/** Schemes whose rest is a place; of any other scheme (`mailto:`, `tel:`, `javascript:`) only the name stays. */
const PLACES = /^(?:https?|wss?|file|about|blob):/i
const SCHEME = /^[a-z][a-z\d+.-]*:/i
/** Stands for embedded data that is left out. */
const NOTHING = 'data:,'
const EMBEDDED_ASSET = /^data:(?:image|font|audio|video|text\/css|application\/(?:x-)?font)/i

/**
 * The address without user name, password, query and hash: where secrets travel. What looks like
 * a secret in its path goes as well.
 */
export function scrubUrl(url: string): string {
  const trimmed = url.trim()
  if (/^data:/i.test(trimmed)) return EMBEDDED_ASSET.test(trimmed) ? url : NOTHING

  const scheme = SCHEME.exec(trimmed)?.[0]
  if (scheme && !PLACES.test(trimmed)) return scheme

  return redactUrl(trimmed.replace(/[?#][\s\S]*$/, '').replace(/^([a-z\d+.-]*:?\/\/)[^/]*@/i, '$1'))
}

/** A picture inside an address may show anything, e.g. a code to scan. */
export function withoutPicture(url: string): string {
  return /^\s*data:/i.test(url) ? NOTHING : url
}

/** The same for `srcset`. Addresses end at white space; a comma inside one belongs to it. */
export function scrubSrcset(srcset: string): string {
  return srcset.replace(
    /(^|\s)(?!data:)([^\s]+?)(,?)(?=\s|$)/g,
    (_, before, url: string, comma) =>
      // Descriptors like `2x` and `300w` pass through here as well and are not changed by it.
      `${before}${scrubUrl(url)}${comma}`,
  )
}
