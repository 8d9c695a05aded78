import { parseStack } from 'casefile/protocol'

import type { Cause } from './choose-cause.ts'
import type { Problem } from './problem.ts'
import { capitalise, clip, endOnce, hostAndPathOf, pathOf } from './readable-text.ts'

/** What most probably is wrong, for the person who will mend it. */
export function explainCause(cause: Cause | undefined): string | null {
  if (!cause) return null
  const { problem, chain, answer } = cause
  const next = chain[chain.indexOf(problem) + 1]
  const consequence = next && isRequest(problem) && !isRequest(next) ? ` ${reactionOf(next)}` : ''
  const occasion = answer
    ? ` It came right after ${clip(answer.method, 10)} ${pathOf(answer.url)} answered ${answer.status}.`
    : ''
  return endOnce(`${explain(problem)}${originOf(problem)}${consequence}${occasion}`)
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
      return `${title}${reasonOf(problem)}.`
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
    case 'lost-connection':
      return `${capitalise(title)}, so what the page shows may be out of date.`
    case 'offline':
      return `${capitalise(title)}, so nothing could be loaded or sent.`
    case 'page-busy':
      return `The page’s own code did not let it react: ${title}.`
    case 'slow-reaction':
      return `The page reacts slowly: ${title}.`
    case 'refused-input':
      return `The form was not sent: ${title}.`
    case 'storage-full':
      return `The browser’s storage was full, so the page could not save: ${title}.`
    case 'stored-value-removed':
      return `No error was recorded, but ${title}, so it may be missing now.`
    case 'stored-value-kept':
      return `No error was recorded, but ${title}; what it holds may be out of date.`
    case 'agent-failure':
      return `The AI behind the page failed: ${title}.`
    case 'dead-click':
      return `${capitalise(title)}: no request, navigation, error or message. The control has no handler, or its handler does nothing in this state.`
    case 'rage-click':
      return `${title}, so it did not do what was expected.`
  }
}

/** Why there was no answer, as far as the browser could tell. */
function reasonOf({ occurrences }: Problem): string {
  const event = occurrences.at(-1)
  if (event?.type !== 'network' || event.outcome !== 'failed') {
    return ': the server was too slow, or was not reached'
  }
  switch (event.failure) {
    // The title says it.
    case 'offline':
    case 'blocked':
      return ''
    case 'cross-origin':
      return `: ${hostAndPathOf(event.url)} is another origin, which does not allow it (CORS) or was not reached`
    case 'network':
      return ': the server was not reached, the connection broke, or an extension blocked it'
    default:
      return ': the server was not reached, the connection broke, or the browser blocked it (CORS, an ad blocker, offline)'
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
  return event.url ? writePlace(event.url, event.line) : placeIn(event.stack)
}

function placeIn(stack = ''): string {
  const [frame] = parseStack(stack)
  return frame ? writePlace(frame.url, frame.line) : ''
}

function writePlace(url: string, line: number | undefined): string {
  const file = /([^/?#]+)(?:[?#].*)?$/.exec(url.slice(-2000))?.[1]
  if (!file) return ''
  return ` (${file.slice(0, 80)}${line === undefined ? '' : `:${line}`})`
}

/** The error that was there first, of those that led to this one. */
function originOf({ occurrences }: Problem): string {
  const event = occurrences.at(-1)
  const deepest = event?.type === 'error' ? event.causes?.at(-1) : undefined
  if (!deepest) return ''
  const name = clip(deepest.name, 60) || 'Error'
  const message = clip(deepest.message, 160)
  const said = message.startsWith(name) || !message ? message || name : `${name}: ${message}`
  return ` Behind it: ${said}${placeIn(deepest.stack)}.`
}

function isRequest({ occurrences: [first] }: Problem): boolean {
  return first.type === 'network'
}
