import type { AnalysisInput, Priority } from '../analyzer.ts'
import type { Cause } from './choose-cause.ts'
import { nameOf } from './detect-clicks.ts'
import type { Problem } from './problem.ts'
import { capitalise, clip, readableTimes } from './readable-text.ts'

/** Changes with every change of the rules below, so that ratings of different rules can be told apart. */
export const RATING_VERSION = 2

export interface Rating {
  priority: Priority
  priorityReasons: string[]
  impactScore: number
  impactReasons: string[]
  revenueImpact: string | null
}

const MONEY =
  /\b(check-?out|pay(ments?|ing)?|orders?|cart|basket|billing|invoices?|subscri\w*|purchase|buy)\b/i
const ENTRANCE = /\b(log-?in|sign-?in|sign-?up|regist\w*|auth|password)\b/i
const BLOCKED =
  /\b(can(no|')?t|could(n't| not)|unable|stuck|crash\w*|blank|freez\w*|frozen|lost|nothing (happens|happened|works)|(does|did) ?(n't|nothing|not)|not work\w*|broken|impossible)\b/i

/**
 * Rates an issue by what is known about it. Each fact adds points to the priority and to the
 * impact and says so; nothing else does.
 */
export function rate(
  cause: Cause | undefined,
  { problems, input }: { problems: readonly Problem[]; input: AnalysisInput },
): Rating {
  const facts = [
    ...natureOf(cause),
    ...whereabouts(cause, input),
    ...wordsOf(input),
    ...circumstances(cause),
    ...company(problems),
  ]
  const points = facts.reduce((sum, { priority }) => sum + priority, 0)
  const impact = facts.reduce((sum, fact) => sum + fact.impact, 0)

  return {
    priority: priorityOf(points),
    priorityReasons: facts.filter(({ priority }) => priority > 0).map(({ reason }) => reason),
    impactScore: Math.min(100, Math.round(impact)),
    impactReasons: facts.filter((fact) => fact.impact > 0).map(({ reason }) => reason),
    revenueImpact: revenueOf(cause, input),
  }
}

interface Fact {
  reason: string
  priority: number
  impact: number
}

function priorityOf(points: number): Priority {
  if (points >= 8) return 'P0'
  if (points >= 5) return 'P1'
  return points >= 3 ? 'P2' : 'P3'
}

function natureOf(cause: Cause | undefined): Fact[] {
  if (!cause) {
    return [{ reason: 'Nothing that explains it was recorded', priority: 1, impact: 10 }]
  }
  const { severity, title } = cause.problem
  const priority = severity >= 60 ? 3 : severity >= 45 ? 2 : 1
  return [{ reason: capitalise(title), priority, impact: severity / 2 }]
}

function whereabouts(cause: Cause | undefined, input: AnalysisInput): Fact[] {
  const text = whereOf(cause, input)
  if (MONEY.test(text)) {
    return [{ reason: 'It is on the way to a purchase', priority: 2, impact: 25 }]
  }
  if (ENTRANCE.test(text)) {
    return [{ reason: 'It is where people sign in or sign up', priority: 2, impact: 20 }]
  }
  return []
}

function wordsOf({ description }: AnalysisInput): Fact[] {
  if (!BLOCKED.test(description.replaceAll('’', "'"))) return []
  return [{ reason: 'The person could not go on', priority: 1, impact: 10 }]
}

function circumstances(cause: Cause | undefined): Fact[] {
  if (!cause) return []
  const facts: Fact[] = []
  if (cause.trigger) {
    const reason = `It followed a click on ${nameOf(cause.trigger)}`
    facts.push({ reason, priority: 1, impact: 10 })
  }
  const { length } = cause.problem.occurrences
  if (length > 1) {
    const reason = `It happened ${readableTimes(length)}`
    facts.push({ reason, priority: length > 2 ? 1 : 0, impact: Math.min(10, length * 2) })
  }
  return facts
}

function company(problems: readonly Problem[]): Fact[] {
  if (problems.length < 2) return []
  const reason = `${problems.length} different problems were recorded`
  return [{ reason, priority: 0, impact: Math.min(8, problems.length * 2) }]
}

function revenueOf(cause: Cause | undefined, input: AnalysisInput): string | null {
  const text = whereOf(cause, input)
  if (MONEY.test(text)) {
    return cause
      ? `Likely: people who meet this may not complete a purchase (${cause.problem.title}).`
      : 'Possible: the report is about a purchase.'
  }
  if (ENTRANCE.test(text) && cause) return 'Possible: people who cannot get in cannot buy.'
  return null
}

/** Texts that tell which part of the site is concerned. */
function whereOf(cause: Cause | undefined, { description, metadata }: AnalysisInput): string {
  const { url } = metadata
  const parts = [
    description,
    typeof url === 'string' ? url.replace(/^[a-z]+:\/\/[^/]*/i, '') : '',
    cause?.problem.title ?? '',
    cause?.trigger ? nameOf(cause.trigger) : '',
  ]
  return clip(parts.join(' '), 6000)
}
