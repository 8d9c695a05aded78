import { readText } from '../lib/read-property.ts'

/**
 * The absolute address that a text, `URL`, `Request` or `Location` stands for. `undefined` for
 * what only code of the page could turn into a text.
 */
export function readUrl(input: unknown): string | undefined {
  const address =
    typeof input === 'string' ? input : readText(input, 'url') || readText(input, 'href')
  if (!address && input !== '') return undefined

  try {
    return new URL(address, document.baseURI).href
  } catch {
    return address
  }
}
