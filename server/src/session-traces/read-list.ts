/** A comma list as its words; `undefined` when it is not there or holds none. */
export function readList(text: string | undefined): string[] | undefined {
  const words = (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  return words.length === 0 ? undefined : words
}
