import type { Json } from './protocol/index.ts'

/** What `init` returns: plain functions that may be destructured. */
export interface Handle {
  /**
   * Sends an issue with everything recorded so far, replay included.
   *
   * Waits at most 5 seconds for the recorded entries to be delivered, then sends the issue
   * anyway; they follow. Rejects with a `ReportError`, and nothing is lost: call it again.
   */
  report(report: Report): Promise<Receipt>
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

export interface Receipt {
  issueId: string
  /** Settles when the replay has been uploaded: `false` when there is none or it failed. Never rejects. */
  replaySent: Promise<boolean>
}

export interface User {
  id: string
  name?: string
  email?: string
}
