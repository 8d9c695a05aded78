/**
 * What a person typed as a query of FTS5: every word must occur, the last one may be unfinished,
 * and words in "quotes" stand together. Nothing a person types is syntax: each part is quoted.
 * `undefined` when there is nothing to look for.
 */
export function toMatch(text: string): string | undefined {
  const parts = [...text.matchAll(/"([^"]*)"|[^\s"]+/g)].map(([whole, phrase]) => phrase ?? whole)
  const words = parts.filter((part) => /[\p{L}\p{N}]/u.test(part)).map((part) => `"${part}"`)
  if (words.length === 0) return undefined
  return `${words.join(' ')}${text.trimEnd().endsWith('"') ? '' : '*'}`
}
