export type EvidenceType = 'run' | 'session' | 'failure' | 'pattern'

/** Something that an answer rests on. */
export interface AnswerEvidence {
  type: EvidenceType
  id: string
  snippet: string
  /** 0 to 1, the first of them 1. */
  score: number
}

/** What was found, before it is put under one heading. */
export interface Findings {
  /** Markdown. What users or models wrote is escaped in it. */
  markdown: string
  evidence: AnswerEvidence[]
}

/** Evidence in order of weight. */
export function evidenceOf(
  type: EvidenceType,
  found: readonly { id: string; snippet: string }[],
): AnswerEvidence[] {
  return found.map(({ id, snippet }, index) => ({
    type,
    id,
    snippet,
    score: Math.round((1 - index / found.length) * 100) / 100,
  }))
}
