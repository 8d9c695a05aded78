/** What a person wrote is judged by its beginning; nobody complains on page three. */
const MOST_CHARACTERS = 4000
const MOST_QUOTED = 200

/** The sentences of a text, in order, each with the space around it taken off. */
export function sentencesOf(text: string): string[] {
  return text
    .slice(0, MOST_CHARACTERS)
    .split(/(?<=[.!?…])\s|\n/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/** A sentence as evidence: on one line, and no longer than anybody reads. */
export function quote(sentence: string): string {
  const line = [...sentence.slice(0, MOST_QUOTED * 2).replace(/[\s\p{Cc}]+/gu, ' ')]
  return line.length <= MOST_QUOTED ? line.join('') : `${line.slice(0, MOST_QUOTED - 1).join('')}…`
}
