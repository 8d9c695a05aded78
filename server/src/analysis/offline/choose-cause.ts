import type { AnalysisInput, Evidence } from '../analyzer.ts'
import { nameOf, type Click } from './detect-clicks.ts'
import { TELLING_SEVERITY, type Problem } from './problem.ts'
import { countSharedWords } from './shared-words.ts'

/** How long after a click something still counts as its consequence. */
const CONSEQUENCE = 10_000

const IMMEDIATE = 1500

/** An error this soon after a failed request is what the page made of the failure. */
const REACTION = 2000

/** Code that reads an answer runs within this time after it, also on a slow phone. */
const HANDLING = 300

const AT_ONCE = 500

const RECENT = 30_000

export interface Cause {
  /** What most probably is behind the report. */
  problem: Problem
  /** The click that set it off, if one did. */
  trigger: Click | undefined
  /** From the trigger on, in order; includes the problem itself. */
  chain: Problem[]
  /** The answer that an error came right after: its handling is where to look. */
  answer: Answer | undefined
}

type Answer = Extract<Evidence, { type: 'network' }>

/**
 * The problem that the report is most probably about: bad by its nature, near to what the person
 * did last and to the moment of the report, and in the words the person used.
 */
export function chooseCause(problems: readonly Problem[], input: AnalysisInput): Cause | undefined {
  const clicks = input.events.filter((event): event is Click => event.type === 'click')
  const lastClick = clicks.at(-1)
  const ranked = problems
    .map((problem) => rank(problem, { input, clicks, lastClick }))
    .filter(({ isTelling }) => isTelling)
    // Equally likely: the later one.
    .sort((a, b) => b.score - a.score || b.problem.time - a.problem.time)
  const likeliest = ranked[0]?.problem
  if (!likeliest) return undefined

  const problem = originOf(likeliest, problems)
  const trigger = triggerOf(problem, clicks)
  return {
    problem,
    trigger,
    chain: chainOf(problem, { problems, trigger }),
    answer: answerBefore(problem, input.events),
  }
}

function rank(
  problem: Problem,
  {
    input,
    clicks,
    lastClick,
  }: { input: AnalysisInput; clicks: readonly Click[]; lastClick: Click | undefined },
): { problem: Problem; score: number; isTelling: boolean } {
  const trigger = triggerOf(problem, clicks)
  const words = countSharedWords(
    input.description,
    `${problem.title} ${trigger ? nameOf(trigger) : ''} ${selectorOf(problem)}`,
  )
  const nearness = nearnessOf(problem, trigger) * (trigger === lastClick ? 2 : 1)
  const isBlamed = isError(problem) && wasNoticed(problem, { trigger, events: input.events })
  const score =
    problem.severity +
    nearness +
    (isBlamed ? 15 : 0) +
    (input.reportedAt - problem.time <= RECENT ? 15 : 0) +
    Math.min(words, 3) * 20 +
    Math.min(problem.occurrences.length - 1, 3) * 5 -
    (isForeign(problem, input.events) ? 20 : 0)

  return { problem, score, isTelling: problem.severity >= TELLING_SEVERITY || words > 0 }
}

/** What comes at once comes from the click; what comes later may well come by itself. */
function nearnessOf(problem: Problem, trigger: Click | undefined): number {
  if (!trigger) return 0
  return latestOf(problem).time - trigger.time <= IMMEDIATE ? 15 : 5
}

/** The page itself saw that this error followed the click at once. */
function wasNoticed(
  problem: Problem,
  { trigger, events }: { trigger: Click | undefined; events: readonly Evidence[] },
): boolean {
  if (!trigger || latestOf(problem).time - trigger.time > AT_ONCE) return false
  return events.some(
    (event) =>
      event.type === 'frustration' &&
      event.kind === 'error' &&
      event.selector === trigger.selector &&
      event.time <= trigger.time,
  )
}

/** The last click before the problem began, unless it is too long ago to have set it off. */
function triggerOf(problem: Problem, clicks: readonly Click[]): Click | undefined {
  const last = latestOf(problem)
  if (last.type === 'click') return last
  const before = clicks.filter(({ time }) => time <= last.time).at(-1)
  return before && last.time - before.time <= CONSEQUENCE ? before : undefined
}

function latestOf({ occurrences }: Problem): Evidence {
  return occurrences.at(-1) ?? occurrences[0]
}

/** What a problem is explained by: clicks by the failure they set off, an error by its request. */
function originOf(problem: Problem, problems: readonly Problem[]): Problem {
  if (isClick(problem)) {
    const [first] = problem.occurrences
    const failures = problems.filter(
      (other) =>
        (isError(other) || isFailedRequest(other)) &&
        other.time >= first.time &&
        other.time <= problem.time + IMMEDIATE,
    )
    const worst = failures.sort((a, b) => b.severity - a.severity)[0]
    return worst ? originOf(worst, problems) : problem
  }
  if (!isError(problem)) return problem
  const origins = problems.filter(
    (other) =>
      isFailedRequest(other) && other.time <= problem.time && problem.time - other.time <= REACTION,
  )
  return origins.at(-1) ?? problem
}

/** The latest successful answer, when the error followed it at once. */
function answerBefore(problem: Problem, events: readonly Evidence[]): Answer | undefined {
  if (!isError(problem)) return undefined
  const { time } = latestOf(problem)
  return events.findLast((event): event is Answer => {
    if (event.type !== 'network' || event.outcome !== 'completed') return false
    const wait = time - (event.time + event.duration)
    return wait >= 0 && wait <= HANDLING
  })
}

/** What followed the trigger closely, in order; of many the worst three and the problem. */
function chainOf(
  problem: Problem,
  { problems, trigger }: { problems: readonly Problem[]; trigger: Click | undefined },
): Problem[] {
  const from = trigger?.time ?? problem.time
  const near = problems
    .filter(({ time }) => time >= from && time <= problem.time + REACTION)
    .filter((other) => other !== problem && !isClick(other))
    .sort((a, b) => b.severity - a.severity)
    .slice(0, 2)
  return [problem, ...near].sort((a, b) => a.time - b.time)
}

/** Requests and files of other sites fail all day without anybody noticing. */
function isForeign(problem: Problem, events: readonly Evidence[]): boolean {
  const [first] = problem.occurrences
  const url = first.type === 'network' || first.type === 'error' ? first.url : undefined
  const page = events.findLast((event) => event.type === 'navigation')?.to
  if (!url || !page || !isFailedRequestOrResource(problem)) return false
  return URL.canParse(url) && URL.canParse(page) && new URL(url).host !== new URL(page).host
}

function isError({ kind }: Problem): boolean {
  return ['uncaught-error', 'unhandled-rejection', 'captured-error', 'console-error'].includes(kind)
}

function isFailedRequest({ kind }: Problem): boolean {
  return ['server-error', 'refused-request', 'unanswered-request'].includes(kind)
}

function isFailedRequestOrResource(problem: Problem): boolean {
  return isFailedRequest(problem) || ['resource-failed', 'slow-request'].includes(problem.kind)
}

function isClick({ kind }: Problem): boolean {
  return kind === 'dead-click' || kind === 'rage-click'
}

function selectorOf({ occurrences: [first] }: Problem): string {
  return 'selector' in first ? (first.selector ?? '') : ''
}
