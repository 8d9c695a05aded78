import { Check } from 'typebox/value'

import type { TimeRange, TraceScope } from '../../storage/traces/source.ts'
import type { LanguageModel } from '../../model/language-model.ts'
import type { TraceStore } from '../../storage/trace-store.ts'
import type { AnswerEvidence, Findings } from './answer.ts'
import { answerActivity } from './answers/activity.ts'
import type { AnswerKind } from './answers/answering.ts'
import { answerErrorRate } from './answers/error-rate.ts'
import { answerFailures } from './answers/failures.ts'
import { answerFeedback } from './answers/feedback.ts'
import { answerCost, answerLatency, answerVolume } from './answers/figures.ts'
import { answerOverview, answerUnclear } from './answers/overview.ts'
import { answerPatterns } from './answers/patterns.ts'
import { answerRuns } from './answers/runs.ts'
import { answerSubjects } from './answers/subjects.ts'
import { answerModels, answerTools } from './answers/usage.ts'
import { readableTime } from '../text/readable.ts'
import { QuestionSchema, type Question } from './question.ts'
import { readQuestion } from './read-question.ts'
import { readVocabulary } from './read-vocabulary.ts'
import { readWithModel } from './read-with-model.ts'

export interface AskOptions {
  traces: TraceStore
  scope: TraceScope
  now: number
  /** The time that is asked about, when it was given apart from the question. */
  range?: TimeRange | undefined
  /** Reads the question; rules do where it fails, or there is none. */
  model?: LanguageModel | undefined
}

export interface Answer {
  /** Markdown that cites what it rests on. */
  answer: string
  evidence: AnswerEvidence[]
  from: number
  to: number
}

const ANSWERS: { readonly [About in Question['about']]: AnswerKind } = {
  failures: answerFailures,
  'error-rate': answerErrorRate,
  runs: answerRuns,
  models: answerModels,
  tools: answerTools,
  patterns: answerPatterns,
  feedback: answerFeedback,
  activity: answerActivity,
  subjects: answerSubjects,
  cost: answerCost,
  volume: answerVolume,
  latency: answerLatency,
  overview: answerOverview,
  unclear: answerUnclear,
}

/** Answers a question about runs in words, from the store alone. */
export async function ask(query: string, options: AskOptions): Promise<Answer> {
  const { traces, scope, range } = options
  const read = await readBest(query, options)
  const question = range ? { ...read, ...range } : read
  if (!Check(QuestionSchema, question)) throw new Error('A question was read into no query')

  const found = await ANSWERS[question.about]({ traces, scope, question })
  return {
    answer: found ? withTime(found, question) : nothing(question),
    evidence: found?.evidence ?? [],
    from: question.from,
    to: question.to,
  }
}

async function readBest(
  query: string,
  { traces, scope, now, model }: AskOptions,
): Promise<Question> {
  // A model that is away must not keep anybody from an answer.
  const read = model && (await readWithModel(query, { model, now }).catch(() => undefined))
  return read ?? readQuestion(query, { now, vocabulary: await readVocabulary(traces, scope, now) })
}

function withTime({ markdown }: Findings, question: Question): string {
  return `${markdown}\n\n_${timeOf(question)}_`
}

function nothing(question: Question): string {
  return `Nothing that the question is about happened in this time. _${timeOf(question)}_`
}

function timeOf({ from, to }: Question): string {
  return `From ${readableTime(from)} to ${readableTime(to)}`
}
