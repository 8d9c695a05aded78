import { reproductionSteps } from 'casefile/protocol'

import type { Analysis, Analyzer } from '../analyzer.ts'
import { chooseCause } from './choose-cause.ts'
import { citeEvidence } from './cite-evidence.ts'
import { explainCause } from './explain-cause.ts'
import { findProblems } from './find-problems.ts'
import { rate, RATING_VERSION } from './rate.ts'
import { clip } from './readable-text.ts'
import { summarise } from './summarise.ts'

const MOST_STEP_CHARACTERS = 200

/** Reads the evidence by rules alone: no network, and the same answer every time. */
export function createOfflineAnalyzer(): Analyzer {
  return {
    async analyse(input): Promise<Analysis> {
      const problems = findProblems(input)
      const cause = chooseCause(problems, input)
      const steps = reproductionSteps(input.events).map((step) => clip(step, MOST_STEP_CHARACTERS))

      return {
        version: `offline-${RATING_VERSION}`,
        summary: clip(summarise(cause, { problems, steps }), 600),
        probableCause: explainCause(cause),
        ...rate(cause, { problems, input }),
        evidence: citeEvidence(cause, problems),
        steps,
      }
    },
  }
}
