import { MASK } from './mask.ts'
import { scrubUrl } from './scrub-url.ts'

const URL = /url\(\s*(?:"([^"]*)"?|'([^']*)'?|([^)"']*))\s*\)?/gi
/** These take an address without `url(…)`. */
const IMPORT = /(@import\s+|image-set\(\s*|,\s*)(?:"([^"]*)"|'([^']*)')/gi

/** A string ends with its quote, its line or the text. */
const STRING = /"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?/g

/** Only where none stands inside a string or an address. */
const COMMENT = new RegExp(
  `${STRING.source}|url\\([^)"']*\\)?|/\\*[^*]*(?:\\*(?!/)[^*]*)*(?:\\*/|$)`,
  'g',
)

/** What can put words on the page; custom properties because `content` may use them. */
const WORDS =
  /(?<![\w-])(?:content|--(?![\w-]*(?:font|family))[\w-]+)\s*:(?:"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?|[^;{}"'])*/gi

const ATTRIBUTE = /(\[\s*([\w|-]+)\s*[~|^$*]?=\s*)(?:"([^"\]]*)"|'([^'\]]*)')/g

interface CssOptions {
  masked: boolean
  /** Whether pictures embedded in addresses stay: those of a style sheet do, they are icons. */
  pictures: boolean
  /** What is left of an attribute's value, so that selectors go on finding what they can. */
  attribute?: (name: string, value: string) => string
}

/**
 * Takes query and hash out of every address of a style sheet, and comments. References into the
 * page (`url(#gradient)`) and embedded images stay, for the replay would not look right without
 * them. Masked, words in `content` and in selectors go as well; an icon font's letters are none.
 */
export function sanitizeCss(css: string, { masked, pictures, attribute }: CssOptions): string {
  if (!/[?#@"'*]|url\(/i.test(css)) return css

  const scrubbed = css
    .replace(COMMENT, (found) => (found.startsWith('/*') ? '' : found))
    .replace(URL, (whole, double, single, bare) => {
      const url: string = double ?? single ?? bare
      if (!pictures && /^data:/i.test(url)) return 'url("data:,")'
      if (!/[?#@%\d]/.test(url) || url.startsWith('#') || url.startsWith('data:')) return whole
      return `url("${scrubUrl(url)}")`
    })
    .replace(IMPORT, (whole, start, double, single) => {
      const url: string = double ?? single
      return /[?#@/]/.test(url) ? `${start}"${scrubUrl(url)}"` : whole
    })
  if (!masked) return scrubbed

  return scrubbed
    .replace(WORDS, (declaration) => declaration.replace(STRING, maskString))
    .replace(ATTRIBUTE, (whole, start, name: string, double, single) =>
      attribute ? `${start}"${attribute(name, double ?? single)}"` : whole,
    )
}

/** Letters of an icon font lie in the private use area; as escapes they are `\f101`. */
function maskString(string: string): string {
  const shown = string.replace(/\\([\da-f]{1,6})\s?/gi, (_, code: string) =>
    String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff)),
  )
  return /[\p{L}\p{N}]/u.test(shown) ? `"${MASK}"` : string
}
