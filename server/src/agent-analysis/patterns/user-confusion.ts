import type { RunSummary } from '../../storage/traces/run-reader.ts'
import { likeness } from '../text/words.ts'
import type { Pattern, Sign } from './pattern.ts'
import { findPhrases } from './phrases.ts'

const questions = findPhrases([
  [
    0.7,
    [
      "i don't understand",
      'i do not understand',
      "i didn't understand",
      "i don't get it",
      "i'm confused",
      'i am confused',
      'confusing',
      'makes no sense',
      "doesn't make sense",
      'does not make sense',
      'what do you mean',
      "that's not what i asked",
      'not what i asked',
      'not what i meant',
      "that's not what i meant",
      'you misunderstood',
      'how am i supposed to',
      'ich verstehe nicht',
      'verstehe ich nicht',
      'was meinst du',
      'das ergibt keinen sinn',
      'das habe ich nicht gefragt',
      'je ne comprends pas',
      'que voulez-vous dire',
      'no entiendo',
      'qué quieres decir',
    ],
  ],
  [0.5, ['huh', 'unclear', 'not sure what', "i'm lost", 'i am lost', 'what does that mean', 'hä']],
])

/** As alike as two ways of asking one thing; more than that is frustration. */
const REPHRASED = { from: 0.45, to: 0.8 }

export const userConfusion: Pattern = {
  slug: 'user-confusion',
  name: 'Confusion',
  description: 'The user does not follow: says so, or puts the same question in other words.',
  conversationalOnly: true,
  signs: ({ run, before }) => [
    ...questions(run.prompt),
    ...rephrasing(run.prompt ?? '', before.at(-1)),
  ],
}

function rephrasing(prompt: string, last: RunSummary | undefined): Sign[] {
  const alike = likeness(last?.prompt ?? '', prompt)
  if (alike < REPHRASED.from || alike >= REPHRASED.to) return []
  return [{ evidence: prompt, weight: 0.5 }]
}
