const MOST_CHARACTERS = 4000

/** Words that stand in every text and so tell none from another. */
const COMMON = new Set(
  (
    'a about all also am an and any are as at be been but by can could did do does doing done for from get give ' +
    'got had has have he her here him his how i if in into is it its just know let like make me more my need no ' +
    'not now of off on one or our out please she should show so some tell than thank thanks that the their them ' +
    'then there these they this to too up us use very want was we were what when where which who why will with ' +
    'would yes you your hello hi hey ' +
    'aber als am an auch auf aus bei bin bitte das dass dem den der des die du ein eine einen er es für hat ' +
    'ich ihr im in ist kann man mein mir mit nach nicht noch nur oder sie sind so über um und uns von war was ' +
    'wenn wer wie wir wird zu zum zur ' +
    'au aux avec ce ces dans de des du elle en est et il je la le les leur ma mais me mes mon ne nous on ou par ' +
    'pas pour qu que qui sa se ses son sur un une vous ' +
    'al como con del el ella en es esta este la las lo los mi no para pero por que se si su sus un una y yo'
  ).split(' '),
)

/** The words of a text that say what it is about, in order, in lower case. */
export function wordsOf(text: string): string[] {
  const words = text
    .slice(0, MOST_CHARACTERS)
    .toLowerCase()
    .match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)
  return (words ?? []).filter((word) => word.length > 1 && !COMMON.has(word))
}

/** How alike two texts are by their words, 0 to 1. */
export function likeness(a: string, b: string): number {
  return likenessOfWords(new Set(wordsOf(a)), new Set(wordsOf(b)))
}

/** The same of words that were taken from their texts before: what both share of what they have (Jaccard). */
export function likenessOfWords(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size === 0 || right.size === 0) return 0
  const shared = [...left].filter((word) => right.has(word)).length
  return shared / (left.size + right.size - shared)
}
