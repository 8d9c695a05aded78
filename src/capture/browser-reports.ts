import { cut } from '../lib/cut.ts'
import { guard } from '../lib/guard.ts'
import { createThrottle } from './throttle.ts'
import type { Capture, NoOptions } from './types.ts'

const TEXT_LENGTH = 1000

const URL_LENGTH = 2000

/** A deprecated call in a loop is reported as often. */
const REPORTS_PER_SECOND = 5

/** What reports of these two types tell; https://wicg.github.io/deprecation-reporting/ */
interface Body {
  id?: string
  message?: string
  sourceFile?: string
  lineNumber?: number
  columnNumber?: number
}

/**
 * Emits what the browser itself has to say: interventions and uses of what is to be removed, also
 * those from before it was installed. In Chromium only; violations of a policy have events of
 * their own everywhere.
 */
export const captureBrowserReports: Capture<NoOptions> = (emit) => {
  if (typeof ReportingObserver === 'undefined') return () => {}

  const throttle = createThrottle(REPORTS_PER_SECOND, emit)
  const record = guard(({ type, body }: Report) => {
    const { id, message, sourceFile, lineNumber, columnNumber } = (body ?? {}) as Body
    if (!throttle.allow()) return
    emit({
      type: 'error',
      time: Date.now(),
      source: 'report',
      name: type ?? 'report',
      message: cut([id, message].filter(Boolean).join(': '), TEXT_LENGTH),
      ...(sourceFile && { url: cut(sourceFile, URL_LENGTH) }),
      ...(lineNumber && { line: lineNumber }),
      ...(columnNumber && { column: columnNumber }),
    })
  })

  const observer = new ReportingObserver((reports) => reports.forEach((one) => record(one)), {
    types: ['deprecation', 'intervention'],
    buffered: true,
  })
  observer.observe()

  return () => {
    observer.disconnect()
    throttle.stop()
  }
}
