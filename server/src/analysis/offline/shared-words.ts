/** Words that say nothing about which part of the page is meant. */
const COMMON = new Set(
  (
    'and are but can cannot did does doing don for from get got had has have her him his how into its just let ' +
    'like nothing not now off one our out own page please see she should site still than that the their them then ' +
    'there they this too tried try trying use very was want were what when where which while who why will with ' +
    'work works working would you your http https www com api html index error click clicked clicking button link ' +
    'happens happened broken wrong'
  ).split(' '),
)

/** Long descriptions and messages are compared by their beginning. */
const MOST_CHARACTERS = 5000

/** How many words of the description occur in the other text, in this form or a longer one. */
export function countSharedWords(description: string, text: string): number {
  const theirs = [...wordsOf(text)]
  return [...wordsOf(description)].filter((word) => theirs.some((other) => isSameWord(word, other)))
    .length
}

function wordsOf(text: string): Set<string> {
  const words = text
    .slice(0, MOST_CHARACTERS)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .match(/\p{L}{3,}/gu)
  return new Set((words ?? []).filter((word) => !COMMON.has(word)))
}

/** `pay` is in `payment`, `checkout` and `checkouts` are one. */
function isSameWord(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a)
}
