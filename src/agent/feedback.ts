import { deliver } from './transport.ts'

const MOST_CHARACTERS = 2000

/** What a person thinks of a run: a thumb, words, or both. */
export interface Feedback {
  score?: 'thumbs_up' | 'thumbs_down'
  /** Up to 2000 characters. */
  text?: string
}

export interface SubmittedFeedback extends Feedback {
  runId: string
}

/**
 * Sends what a person thinks of a run, also from elsewhere than the run. Resolves to whether it has
 * arrived or, on a page with Casefile, is on its way; rejects what no collector takes.
 */
export async function submitFeedback({ runId, score, text }: SubmittedFeedback): Promise<boolean> {
  if (!runId) throw new Error('[casefile] Feedback needs the id of a run')
  if (!score && !text) throw new Error('[casefile] Feedback needs a score or a text')
  if (score && score !== 'thumbs_up' && score !== 'thumbs_down') {
    throw new Error('[casefile] A score is thumbs_up or thumbs_down')
  }
  // Counted as the collector counts: code points.
  const length = [...(text ?? '')].length
  if (length > MOST_CHARACTERS) {
    throw new Error(
      `[casefile] The text of a feedback has ${length} characters; at most ${MOST_CHARACTERS} are taken`,
    )
  }
  return deliver({
    path: '/v1/feedback',
    body: { runId, score, text: text || undefined },
  })
}
