/** Schemes whose rest is a place; of any other scheme (`mailto:`, `tel:`, `javascript:`) only the name stays. */
const PLACES = /^(?:https?|wss?|file|about|blob):/i
const SCHEME = /^[a-z][a-z\d+.-]*:/i
const EMBEDDED_ASSET = /^data:(?:image|font|audio|video|text\/css|application\/(?:x-)?font)/i

/** The address without user name, password, query and hash: where secrets travel. */
export function scrubUrl(url: string): string {
  const trimmed = url.trim()
  if (trimmed.startsWith('data:')) return EMBEDDED_ASSET.test(trimmed) ? url : 'data:,'

  const scheme = SCHEME.exec(trimmed)?.[0]
  if (scheme && !PLACES.test(trimmed)) return scheme

  return trimmed.replace(/[?#][\s\S]*$/, '').replace(/^([a-z\d+.-]*:?\/\/)[^/]*@/i, '$1')
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

/**
 * The same for every `url(…)` of a style sheet. References into the page (`url(#gradient)`) and
 * embedded images stay, for the replay would not look right without them. Text in `content:` stays
 * too: it cannot be told from an icon font's letters.
 */
export function scrubCss(css: string): string {
  if (!/[?#@]/.test(css)) return css

  return css
    .replace(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)/gi, (whole, double, single, bare) => {
      const url: string = double ?? single ?? bare
      if (!/[?#@]/.test(url) || url.startsWith('#') || url.startsWith('data:')) return whole
      return `url("${scrubUrl(url)}")`
    })
    .replace(/(@import\s+)(["'])([^"']*)\2/gi, (_, start, quote, url: string) => {
      return `${start}${quote}${scrubUrl(url)}${quote}`
    })
}
