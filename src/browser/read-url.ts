import { readText } from '../lib/read-property.ts'

/**
 * Takes the address that a text, `URL`, `Request` or `Location` stands for now; the result makes it
 * absolute, which takes longer. `undefined` for what only code of the page could turn into a text.
 */
export function takeUrl(input: unknown): (() => string) | undefined {
  const address =
    typeof input === 'string' ? input : readText(input, 'url') || readText(input, 'href')
  if (!address && input !== '') return undefined

  const { baseURI } = document
  return () => {
    try {
      return new URL(address, baseURI).href
    } catch {
      return address
    }
  }
}
