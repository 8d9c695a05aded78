import { sentencesOf } from '../text/sentences.ts'
import type { Sign } from './pattern.ts'

/** Ways of saying something, and how much each of them says. */
export type PhraseList = readonly [weight: number, phrases: readonly string[]][]

/** Looks for phrases in a text; in one sentence only the strongest counts. */
export function findPhrases(list: PhraseList): (text: string | null) => Sign[] {
  const matchers = list.map(([weight, phrases]) => ({ weight, matcher: anyOf(phrases) }))
  return (text) =>
    sentencesOf(text ?? '').flatMap((sentence) => {
      const plain = sentence.replaceAll('’', "'")
      const weights = matchers.flatMap(({ weight, matcher }) =>
        matcher.test(plain) ? [weight] : [],
      )
      return weights.length > 0 ? [{ evidence: sentence, weight: Math.max(...weights) }] : []
    })
}

/** Any of the phrases as whole words, in any case. They are texts: nothing in them is a pattern. */
function anyOf(phrases: readonly string[]): RegExp {
  const escaped = phrases.map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'iu')
}
