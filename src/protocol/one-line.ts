/** One line of at most so many characters: what a stranger wrote may hold lines that look like ours. */
export function oneLine(text: string, most: number): string {
  // No character has more than two code units; a stranger's text may have a million.
  const start = text.slice(0, most * 2)
  const characters = Array.from(start.replace(/[\s\p{Cc}]+/gu, ' ').trim())
  const isWhole = start.length === text.length && characters.length <= most
  return isWhole ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`
}
