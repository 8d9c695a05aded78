import type { Pattern } from './pattern.ts'
import { findPhrases } from './phrases.ts'

const byUser = findPhrases([
  [
    0.7,
    [
      "didn't work",
      'did not work',
      "doesn't work",
      'does not work',
      'not working',
      'it failed',
      "that's wrong",
      'that is wrong',
      'wrong answer',
      "that's incorrect",
      'that is incorrect',
      "you didn't",
      'you did not',
      "isn't correct",
      'is not correct',
      'still broken',
      'hat nicht funktioniert',
      'funktioniert nicht',
      'das ist falsch',
      "n'a pas marché",
      'ne fonctionne pas',
      "c'est faux",
      'no funciona',
      'no funcionó',
      'está mal',
    ],
  ],
])

const byAgent = findPhrases([
  [
    0.7,
    [
      "i wasn't able to",
      'i was not able to',
      "i'm unable to",
      'i am unable to',
      'i was unable to',
      "i couldn't",
      'i could not',
      "i can't complete",
      'i cannot complete',
      'failed to',
      'something went wrong',
      'an error occurred',
      'ran into an error',
      'is unavailable right now',
      'konnte ich nicht',
      'ich konnte nicht',
      'ist ein fehler aufgetreten',
      "je n'ai pas pu",
      "une erreur s'est produite",
      'no pude',
      'se produjo un error',
    ],
  ],
])

export const taskFailureReported: Pattern = {
  slug: 'task-failure-reported',
  name: 'Task failure reported',
  description: 'The user says that it did not work, or the agent says that it could not.',
  conversationalOnly: false,
  signs: ({ run }) => [...(run.conversational ? byUser(run.prompt) : []), ...byAgent(run.response)],
}
