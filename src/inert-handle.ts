import type { Handle } from './handle.ts'
import { ReportError } from './report-error.ts'

/** A handle that does nothing: a reporting tool that cannot start must not be the outage. */
export function createInertHandle(reason: string): Handle {
  const nothing = () => {}

  return {
    report: () => Promise.reject(new ReportError('inactive', reason)),
    onReportSettled: () => nothing,
    beginReport: nothing,
    steps: async () => [],
    captureException: nothing,
    identify: nothing,
    reset: nothing,
    addContext: nothing,
    flush: async () => {},
    pause: nothing,
    resume: nothing,
    setConsent: nothing,
    stop: async () => {},
    sessionId: () => '',
    newSession: () => '',
  }
}
