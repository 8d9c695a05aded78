import type { PatternMatch } from '../../storage/traces/run-reader.ts'
import { quote } from '../text/sentences.ts'
import type { JudgedRun, Pattern, Sign } from './pattern.ts'

/** Below it a run may show the pattern or not; then nobody is told. */
const LEAST_CONFIDENCE = 0.5

/** The patterns that a run shows, each with its strongest evidence. */
export function matchPatterns(
  judged: JudgedRun,
  { patterns, matchedAt }: { patterns: readonly Pattern[]; matchedAt: number },
): PatternMatch[] {
  return patterns.flatMap((pattern) => {
    if (pattern.conversationalOnly && !judged.run.conversational) return []
    const signs = pattern.signs(judged)
    const [strongest] = [...signs].sort((a, b) => b.weight - a.weight)
    const confidence = confidenceOf(signs)
    if (!strongest || confidence < LEAST_CONFIDENCE) return []
    return [{ slug: pattern.slug, evidence: quote(strongest.evidence), confidence, matchedAt }]
  })
}

/** Several weak signs make a strong one: what is left is the chance that all of them mislead. */
function confidenceOf(signs: readonly Sign[]): number {
  const misled = signs.reduce((chance, { weight }) => chance * (1 - weight), 1)
  return Math.round((1 - misled) * 100) / 100
}
