import type { Json } from './protocol/index.ts'
import type { SettledReport } from './report/waiting-report.ts'

/** What `init` returns: plain functions that may be destructured. */
export interface Handle {
  /**
   * Sends an issue with everything recorded so far, replay included.
   *
   * It is on the device before it is sent. Without an answer within some seconds, or when the
   * collector asks to come back later, it waits there, and `stored` says so: this page or the next
   * one of the origin delivers it, once. Rejects with a `ReportError` when it was refused; the
   * report is then not kept.
   */
  report(report: Report): Promise<Receipt>
  /**
   * Calls back when a report that had to wait has arrived, or was refused for good: each once, on
   * the first page that listens. Returns the removal of the listener.
   */
  onReportSettled(listener: (settled: SettledReport) => void): () => void
  /**
   * Keeps the replay as it is now for the next report. Call it when a person begins to write:
   * the moment of the problem must not scroll out of the recorded window while they do.
   */
  beginReport(): void
  /**
   * Records an error the app has caught, with its causes and what the app knows about it. The same
   * error object is recorded once, however often it is handed over, logged or thrown.
   */
  captureException(error: unknown, context?: { [key: string]: unknown }): void
  /**
   * What was done in this session so far, in plain language and redacted, e.g.
   * `Clicked button "Pay now"`: at most 20 steps, as far as the device still knows. Never rejects.
   */
  steps(): Promise<string[]>
  /** Says who is using the page; sent with issues. Later calls replace earlier ones. */
  identify(user: User): void
  /** For logout: forgets the user and the context, and begins a new session. */
  reset(): void
  /** Adds facts to every later issue, e.g. `{ plan: 'pro' }`; same keys are replaced. */
  addContext(context: { [key: string]: Json }): void
  /** Resolves when what was recorded up to now has been accepted by the collector, or could not be. */
  flush(): Promise<void>
  /** Records nothing until `resume`. What was recorded is kept and delivered. */
  pause(): void
  resume(): void
  /** `denied` stops recording and deletes everything on the device that was not sent yet. */
  setConsent(consent: 'granted' | 'denied'): void
  /** Takes every hook out of the page, delivers what waits, and closes the database. */
  stop(): Promise<void>
  /** The id under which the collector files this visit; made on the device. */
  sessionId(): string
  /** Begins a new session and returns its id. */
  newSession(): string
}

export interface Report {
  /** What happened, in the person's words: 1 to 5000 characters. */
  description: string
}

/** A report that has arrived, or one that is kept until it can; `stored` tells them apart. */
export type Receipt = ArrivedReceipt | StoredReceipt

export interface ArrivedReceipt {
  stored: false
  issueId: string
  /** Settles when the replay has been uploaded: `false` when there is none or it waits. Never rejects. */
  replaySent: Promise<boolean>
}

export interface StoredReceipt {
  /**
   * - `device`: kept until it can be delivered, by this page or a later one, for up to 7 days
   * - `page`: the browser stores nothing; kept for as long as this page is open
   */
  stored: 'device' | 'page'
  issueId: null
  /** `false`: the replay waits with the report. */
  replaySent: Promise<boolean>
}

export interface User {
  id: string
  name?: string
  email?: string
}
