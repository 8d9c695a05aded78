import type { Question } from './question.ts'

type About = Partial<Question> & Pick<Question, 'about'>

/** What a question is about, by the words it has; the first that fits decides. */
const ABOUT: readonly [RegExp, About][] = [
  [
    /\btools?\b.*\b(fail|error|broken|worst)|\b(failing|broken|worst) tools?\b/,
    { about: 'tools', status: 'error' },
  ],
  [
    /\bmodels?\b.*\b(fail|error|worst)|\b(failing|worst) models?\b/,
    { about: 'models', status: 'error' },
  ],
  [/\bfailure patterns?/, { about: 'failures' }],
  [/\bfrustrat|\bangry|\bannoy|\bupset/, { about: 'patterns', pattern: 'user-frustration' }],
  [/\bconfus/, { about: 'patterns', pattern: 'user-confusion' }],
  [
    /\btask failures?\b|\breported? (a )?failure/,
    { about: 'patterns', pattern: 'task-failure-reported' },
  ],
  [/\bpatterns?\b|\bbehaviou?r/, { about: 'patterns' }],
  [
    /\bthumbs? ?down|\bdislike|\b(negative|bad) (feedback|rating)|\bcomplain/,
    { about: 'feedback', score: 'thumbs_down' },
  ],
  [
    /\bthumbs? ?up|\b(positive|good) (feedback|rating)|\bprais/,
    { about: 'feedback', score: 'thumbs_up' },
  ],
  [/\bfeedback|\bratings?\b|\bsatisf|\bhappy/, { about: 'feedback' }],
  [/\b(error|failure) rate|\bhow (often|many).*\bfail/, { about: 'error-rate' }],
  [
    /\b(most common|top|main|biggest|frequent|what) .*\b(failures?|errors?|problems?|issues?)\b|\bwhy .*\bfail|\bwhat (is|was|went|goes|keeps) (going )?wrong/,
    { about: 'failures' },
  ],
  [/\bslow(est)?\b|\blongest/, { about: 'runs', order: 'duration' }],
  [/\b(most expensive|costl(y|iest)|priciest)/, { about: 'runs', order: 'cost' }],
  [/\bmost tokens|\blargest/, { about: 'runs', order: 'tokens' }],
  [
    /\bfailed runs?|\bruns? (that|which) failed|\bfailing runs?|\berrored/,
    { about: 'runs', status: 'error' },
  ],
  [/\b(what|which) .*\b(ask|asking|talk|topics?|subjects?)\b|\btopics?\b/, { about: 'subjects' }],
  [
    /\bwhat (did|has|have|does|is) .*\b(do|done|doing|ask|asked|try|tried)\b|\bactivity\b/,
    { about: 'activity' },
  ],
  [/\bmodels?\b/, { about: 'models' }],
  [/\btools?\b/, { about: 'tools' }],
  [/\bcosts?\b|\bspen[dt]|\bexpens|\bbill|\bdollars?/, { about: 'cost' }],
  [/\btokens?\b/, { about: 'cost' }],
  [/\blatenc|\bdurations?\b|\bresponse times?|\bhow (fast|long)/, { about: 'latency' }],
  [/\bfail|\berrors?\b|\bbroken\b|\bproblems?\b|\bissues?\b/, { about: 'failures' }],
  [/\bhow many\b|\bnumber of\b|\bvolume\b|\busage\b/, { about: 'volume' }],
  [
    /\boverview\b|\bsummar(y|i[sz]e)\b|\bin general\b|\bhow (is|are|do|does|did) .*\b(do|doing|going|look|perform)/,
    { about: 'overview' },
  ],
  [/\b(latest|recent|newest|last) runs?\b|\b(show|list|find) .*\bruns?\b/, { about: 'runs' }],
]

/** The subject of a question in lower case. */
export function aboutWords(words: string): About {
  return ABOUT.find(([pattern]) => pattern.test(words))?.[1] ?? { about: 'unclear' }
}
