import { escapeMarkdown } from '../../../markdown/escape-markdown.ts'
import { findTopics } from '../../insights/find-topics.ts'
import { readablePercent } from '../../text/readable.ts'
import { readRuns, type AnswerKind } from './answering.ts'
import { runEvidence } from './say-runs.ts'

/** What people ask about. */
export const answerSubjects: AnswerKind = async (answering) => {
  const { runs } = await readRuns(answering)
  const topics = findTopics(runs.flatMap(({ prompt }) => (prompt === null ? [] : [prompt])))
  if (topics.length === 0) return undefined
  const about = (topic: string) =>
    runs.find(({ prompt }) =>
      topic.split(' ').every((word) => prompt?.toLowerCase().includes(word)),
    )
  const examples = topics.flatMap(({ topic }) => about(topic) ?? [])
  return {
    markdown: topics
      .map(
        ({ topic, percent, examples: [example = ''] }) =>
          `- **${escapeMarkdown(topic, 100)}** (${readablePercent(percent / 100)}): “${escapeMarkdown(example, 120)}”`,
      )
      .join('\n'),
    evidence: runEvidence(examples),
  }
}
