import type { RunSummary } from '../../storage/traces/run-reader.ts'
import { sentencesOf } from '../text/sentences.ts'
import { likeness, wordsOf } from '../text/words.ts'
import type { Pattern, Sign } from './pattern.ts'
import { findPhrases } from './phrases.ts'

const complaints = findPhrases([
  [
    0.8,
    [
      'this is ridiculous',
      'this is useless',
      "you're useless",
      'you are useless',
      'so frustrating',
      'frustrated',
      'wtf',
      'waste of time',
      'wasting my time',
      'i give up',
      'terrible',
      'are you kidding',
      'i already told you',
      "i've told you",
      'i just told you',
      'how many times',
      'for the third time',
      'stop doing that',
      'nutzlos',
      'nervt',
      'zeitverschwendung',
      'habe ich schon gesagt',
      'inutile',
      'ridicule',
      'perte de temps',
      'inútil',
      'ridículo',
      'pérdida de tiempo',
    ],
  ],
  [
    0.6,
    [
      'annoying',
      'useless',
      'unacceptable',
      'fed up',
      'not helpful',
      'no help',
      'still not working',
      'still wrong',
      "still doesn't work",
      'still does not work',
      'wrong again',
      'speak to a human',
      'talk to a human',
      'real person',
      'geht immer noch nicht',
      'funktioniert immer noch nicht',
      'immer noch falsch',
      'ne marche toujours pas',
      'toujours faux',
      'sigue sin funcionar',
    ],
  ],
  [0.35, ['seriously', 'come on', 'for the second time', 'again and again', "why won't you"]],
])

/** What is said alike to this degree is said once more. */
const SAME = 0.8
/** Of one or two words everything is alike. */
const FEWEST_WORDS = 3
const FEWEST_LETTERS = 12

export const userFrustration: Pattern = {
  slug: 'user-frustration',
  name: 'Frustration',
  description: 'The user is annoyed: says so, shouts, or asks for the same thing once more.',
  conversationalOnly: true,
  signs: ({ run, before }) => [
    ...complaints(run.prompt),
    ...shouting(run.prompt ?? ''),
    ...repetition(run.prompt ?? '', before),
  ],
}

function shouting(prompt: string): Sign[] {
  return sentencesOf(prompt).flatMap((sentence) => {
    const letters = sentence.match(/\p{L}/gu) ?? []
    const capitals = sentence.match(/\p{Lu}/gu) ?? []
    const words = sentence.match(/\p{L}{2,}/gu) ?? []
    const shouts =
      letters.length >= FEWEST_LETTERS &&
      words.length >= FEWEST_WORDS &&
      capitals.length > letters.length * 0.7
    const signs: Sign[] = shouts ? [{ evidence: sentence, weight: 0.6 }] : []
    return /[!?]{3}/.test(sentence) ? [...signs, { evidence: sentence, weight: 0.4 }] : signs
  })
}

/** The same request again, after it was answered already. */
function repetition(prompt: string, before: readonly RunSummary[]): Sign[] {
  if (new Set(wordsOf(prompt)).size < FEWEST_WORDS) return []
  const same = before.filter((run) => run.prompt !== null && likeness(run.prompt, prompt) >= SAME)
  if (same.length === 0) return []
  return [{ evidence: prompt, weight: same.length > 1 ? 0.75 : 0.55 }]
}
