import type { Cause } from './choose-cause.ts'
import { nameOf } from './detect-clicks.ts'
import type { Problem } from './problem.ts'
import { clip, pathOf, readableTimes } from './readable-text.ts'

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
  return capitalise(sentences.filter(Boolean).join(' '))
}

function repetitionOf({ kind, occurrences: { length } }: Problem): string {
  if (length === 1 || kind === 'rage-click') return ''
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
  return sentences.filter(Boolean).join(' ')
}

/** What most probably is wrong, for the person who will mend it. */
export function explainCause(cause: Cause | undefined): string | null {
  if (!cause) return null
  const { problem, chain, answer } = cause
  const next = chain[chain.indexOf(problem) + 1]
  const consequence = next && isRequest(problem) && !isRequest(next) ? ` ${reactionOf(next)}` : ''
  const occasion = answer
    ? ` It came right after ${clip(answer.method, 10)} ${pathOf(answer.url)} answered ${answer.status}.`
    : ''
  return `${explain(problem)}${consequence}${occasion}`
}

/** What the page made of a request that went wrong. */
function reactionOf(next: Problem): string {
  const noticed = next.kind === 'console-error' || next.kind === 'captured-error'
  return `${noticed ? 'The page noticed' : 'The page did not cope with that'}: ${next.title}${placeOf(next)}.`
}

function explain(problem: Problem): string {
  const { kind, title } = problem
  switch (kind) {
    case 'server-error':
      return `The server failed: ${title}.`
    case 'refused-request':
      return `The server refused a request: ${title}${refusalOf(problem)}.`
    case 'unanswered-request':
      return `${title}: the server was not reached, the connection broke, or the browser blocked it (CORS, an ad blocker, offline).`
    case 'slow-request':
      return `${title}, long enough to look as if nothing happened.`
    case 'uncaught-error':
      return `The page’s code threw and nothing caught it: ${title}${placeOf(problem)}.`
    case 'unhandled-rejection':
      return `A promise was rejected and nothing handled it: ${title}${placeOf(problem)}.`
    case 'captured-error':
      return `The page reported an error: ${title}${placeOf(problem)}.`
    case 'console-error':
      return `${capitalise(title)}.`
    case 'resource-failed':
      return `${capitalise(title)}: it is missing or blocked.`
    case 'blocked-by-policy':
      return `The page’s own Content-Security-Policy got in its way: ${title}.`
    case 'browser-report':
      return `The browser had something to say: ${title}.`
    case 'storage-full':
      return `The browser’s storage was full, so the page could not save: ${title}.`
    case 'stored-value-removed':
      return `No error was recorded, but ${title}, so it may be missing now.`
    case 'stored-value-kept':
      return `No error was recorded, but ${title}; what it holds may be out of date.`
    case 'dead-click':
      return `${capitalise(title)}: no request, navigation, error or message. The control has no handler, or its handler does nothing in this state.`
    case 'rage-click':
      return `${title}, so it did not do what was expected.`
  }
}

function refusalOf({ occurrences }: Problem): string {
  const event = occurrences.at(-1)
  if (event?.type !== 'network') return ''
  if (event.status === 401) return ', so the person was not signed in, or not any more'
  if (event.status === 403) return ', so the person may not do this'
  if (event.status === 404) return ', so the page asked for something that does not exist'
  if (event.status === 429) return ', so too many requests were sent'
  return ', so it did not accept what the page sent'
}

/** ` (app.js:12)`, from where the error was thrown. */
function placeOf({ occurrences }: Problem): string {
  const event = occurrences.at(-1)
  if (event?.type !== 'error') return ''
  const file = event.url && /([^/?#]+)(?:[?#].*)?$/.exec(event.url)?.[1]
  if (!file) return ''
  return ` (${file.slice(0, 80)}${event.line === undefined ? '' : `:${event.line}`})`
}

function isRequest({ occurrences: [first] }: Problem): boolean {
  return first.type === 'network'
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
