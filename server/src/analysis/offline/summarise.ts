import type { Cause } from './choose-cause.ts'
import { nameOf } from './detect-clicks.ts'
import type { Problem } from './problem.ts'
import { capitalise, endOnce, readableTimes } from './readable-text.ts'

/** What happened, in one or two sentences. */
export function summarise(
  cause: Cause | undefined,
  { problems, steps }: { problems: readonly Problem[]; steps: readonly string[] },
): string {
  if (!cause) return summariseNothing(problems, steps)

  const { problem, chain } = cause
  const others = problems.length - chain.length
  const sentences = [
    `${openingOf(cause)}${chain.map(({ title }) => title).join(', then ')}.`,
    repetitionOf(problem),
    others > 0 ? `${others} other ${others === 1 ? 'problem was' : 'problems were'} recorded.` : '',
  ]
  return endOnce(capitalise(sentences.filter(Boolean).join(' ')))
}

function repetitionOf({ kind, occurrences }: Problem): string {
  // Of clicks, the entry that says what came of them is none more.
  const { length } = occurrences.filter(({ type }) => type !== 'frustration')
  if (length < 2 || kind === 'rage-click') return ''
  return `${kind === 'dead-click' ? 'It was clicked' : 'This happened'} ${readableTimes(length)}.`
}

/** `"Pay now" was clicked; `, unless the problem itself is about the click. */
function openingOf({ problem, trigger }: Cause): string {
  if (!trigger || problem.occurrences.some((event) => event === trigger)) return ''
  return `${nameOf(trigger)} was clicked; `
}

function summariseNothing(problems: readonly Problem[], steps: readonly string[]): string {
  const last = steps.at(-1)
  const sentences = [
    problems.length === 0
      ? 'No error, failed request or click without effect was recorded before the report.'
      : `Nothing that explains the report was recorded, only this: ${problems.map(({ title }) => title).join('; ')}.`,
    last && `The last step was: ${last}.`,
  ]
  return endOnce(sentences.filter(Boolean).join(' '))
}
