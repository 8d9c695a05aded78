/** The most the collector takes. */
export const DESCRIPTION_LIMIT = 5000

export type Problem = 'empty' | 'tooLong'

/** Counts as the collector does: code points, without white space around. */
export function descriptionLength(text: string): number {
  return [...text.trim()].length
}

export function findProblem(text: string): Problem | undefined {
  const length = descriptionLength(text)
  if (length === 0) return 'empty'
  return length > DESCRIPTION_LIMIT ? 'tooLong' : undefined
}
