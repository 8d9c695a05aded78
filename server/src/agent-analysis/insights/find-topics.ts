import { quote } from '../text/sentences.ts'
import { wordsOf } from '../text/words.ts'
import type { Topic } from './insight.ts'

const MOST_TOPICS = 6
const MOST_EXAMPLES = 3
/** What fewer have asked about is no topic. */
const FEWEST_PROMPTS = 2

/**
 * What prompts are about, by the words and pairs of words that most of them have: the commonest
 * takes its prompts with it, the next is the commonest of the rest.
 */
export function findTopics(prompts: readonly string[]): Topic[] {
  let rest = prompts.map((prompt) => ({ prompt, terms: termsOf(prompt) }))
  const topics: Topic[] = []

  while (topics.length < MOST_TOPICS) {
    const topic = commonest(rest.map(({ terms }) => terms))
    if (topic === undefined) break
    const about = rest.filter(({ terms }) => terms.has(topic))
    rest = rest.filter(({ terms }) => !terms.has(topic))
    topics.push({
      topic,
      percent: Math.round((about.length / prompts.length) * 1000) / 10,
      examples: about.slice(0, MOST_EXAMPLES).map(({ prompt }) => quote(prompt)),
    })
  }
  return topics
}

function termsOf(prompt: string): Set<string> {
  const words = wordsOf(prompt)
  const pairs = words.slice(1).map((word, index) => `${words[index]} ${word}`)
  return new Set([...words, ...pairs])
}

/** By how many have it; a pair says more than a word, and among equals the alphabet decides. */
function commonest(all: readonly Set<string>[]): string | undefined {
  const counts = new Map<string, number>()
  for (const terms of all) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  const [best] = [...counts]
    .filter(([, count]) => count >= FEWEST_PROMPTS)
    .map(([term, count]) => ({ term, worth: term.includes(' ') ? count * 1.5 : count }))
    .sort((a, b) => b.worth - a.worth || (a.term < b.term ? -1 : 1))
  return best?.term
}
