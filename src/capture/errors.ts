import { listen } from '../browser/listen.ts'
import { cut } from '../lib/cut.ts'
import { describeWithCauses } from '../lib/describe-thrown.ts'
import type { ErrorEvent as CapturedError } from '../protocol/index.ts'
import { describeResource } from './describe-resource.ts'
import { createThrottle } from './throttle.ts'
import type { Capture } from './types.ts'

type Description = Omit<CapturedError, 'type' | 'time'>

const TEXT_LENGTH = 4000

const URL_LENGTH = 2000

/** Faster than this the same thing fails in a loop. */
const ERRORS_PER_SECOND = 50

export interface ErrorOptions {
  /** Whether this is the first event of that error; remembers it. */
  isNew: (error: unknown) => boolean
}

/**
 * Emits uncaught errors, unhandled rejections, resources that failed to load, and what the page's
 * Content-Security-Policy refused.
 */
export const captureErrors: Capture<ErrorOptions> = (emit, { isNew }) => {
  const throttle = createThrottle(ERRORS_PER_SECOND, emit)

  const record = (describe: () => Description | undefined) => {
    const description = throttle.allow() && describe()
    if (description) emit({ type: 'error', time: Date.now(), ...description })
  }

  const uninstallers = [
    listen(window, 'error', (event) => {
      // Scripts may fire an event of this name for reasons of their own.
      if (event instanceof ErrorEvent) {
        if (isNew(event.error)) record(() => describeUncaught(event))
      } else if (event.isTrusted) {
        // Remembered for those who look later which pictures have had no event.
        isNew(event.target)
        record(() => describeResource(event.target))
      }
    }),
    listen<PromiseRejectionEvent>(window, 'unhandledrejection', ({ reason }) => {
      if (!isNew(reason)) return
      record(() => ({ source: 'unhandledrejection', ...describeWithCauses(reason) }))
    }),
    listen<SecurityPolicyViolationEvent>(window, 'securitypolicyviolation', (event) => {
      if (event.isTrusted) record(() => describeViolation(event))
    }),
  ]

  return () => {
    for (const uninstall of uninstallers) uninstall()
    throttle.stop()
  }
}

function describeUncaught(event: ErrorEvent): Description {
  const { error, message, filename, lineno, colno } = event

  return {
    source: 'uncaught',
    // An error of a script of another origin is withheld: only `Script error.` is left of it.
    ...(error === null || error === undefined
      ? { name: 'Error', message: cut(message, TEXT_LENGTH) }
      : describeWithCauses(error)),
    ...(filename && { url: cut(filename, URL_LENGTH) }),
    ...(lineno > 0 && { line: lineno }),
    ...(colno > 0 && { column: colno }),
  }
}

function describeViolation(event: SecurityPolicyViolationEvent): Description {
  const { effectiveDirective, blockedURI, disposition, sourceFile, lineNumber, columnNumber } =
    event
  const refused = disposition === 'report' ? 'would refuse' : 'refused'

  return {
    source: 'csp',
    name: effectiveDirective,
    // `blockedURI` is a word like `inline` or `eval` where there is no address.
    message: cut(`${effectiveDirective} ${refused} ${blockedURI || 'it'}`, TEXT_LENGTH),
    ...(sourceFile && { stack: `at ${cut(sourceFile, URL_LENGTH)}:${lineNumber}:${columnNumber}` }),
    url: cut(blockedURI, URL_LENGTH),
  }
}
