import type { Answer } from '../delivery/collector.ts'
import { ReportError } from '../report-error.ts'
import type { createReportPost } from './post-report.ts'
import type { WaitingReport } from './waiting-report.ts'
import type { WaitingReports } from './waiting-reports.ts'

/** As long as the collector remembers keys; later, a second attempt could make a second issue. */
const OLDEST = 7 * 24 * 60 * 60_000

export interface DeliverOptions {
  reports: WaitingReports
  post: ReturnType<typeof createReportPost>
}

export type Delivered =
  | { step: 'arrived'; issueId: string }
  | { step: 'refused'; error: ReportError }
  | { step: 'waiting'; answer: Answer }
  /** Consent was withdrawn, or somebody else has delivered it. */
  | { step: 'gone' }

/** Brings a report and then its replay to the collector, and notes on the device how far it came. */
export function createReportDelivery({ reports, post }: DeliverOptions) {
  return {
    /** `isTold` says whether somebody waits for the answer, once it is there. */
    async issue(
      given: WaitingReport,
      { background, isTold }: { background: boolean; isTold(): boolean },
    ): Promise<Delivered> {
      const report = await reports.find(given)
      if (!report) return { step: 'gone' }
      if (report.issueId) return { step: 'arrived', issueId: report.issueId }
      if (Math.abs(Date.now() - report.time) > OLDEST) {
        return refuse(report, new ReportError('unreachable', 'It could not be sent for 7 days'))
      }

      const posted = await post.issue(report, background)
      if (posted.step === 'waiting') return posted
      if (posted.step === 'refused') return refuse(report, posted.error)

      const issueId = readIssueId(posted.answer)
      if (!issueId) {
        const { status } = posted.answer
        const reason = `The collector answered ${status} without the number of an issue`
        return refuse(report, new ReportError('refused', reason))
      }
      await reports.change(report, { issueId, told: isTold() })
      return { step: 'arrived', issueId }

      async function refuse({ time, description }: WaitingReport, error: ReportError) {
        const reason = error.message
        await reports.settle(
          given,
          isTold() ? undefined : { outcome: 'refused', time, description, reason },
        )
        return { step: 'refused' as const, error }
      }
    },

    /** Of a report whose issue has arrived. Resolves to whether all of it has been sent. */
    async replay(
      given: WaitingReport,
      { background, isStopped }: { background: boolean; isStopped(): boolean },
    ): Promise<boolean | { answer: Answer }> {
      let sent = false
      for (;;) {
        if (isStopped()) return sent
        const chunk = await reports.nextChunk(given)
        if (!chunk) break
        const posted = await post.replay(given, chunk.value, background)
        if (posted.step === 'waiting') return posted
        sent = posted.step === 'accepted'
        // What builds on a piece that is refused cannot be shown.
        if (!sent) break
        await reports.removeChunk(chunk)
      }

      const report = await reports.find(given)
      if (report?.issueId) {
        const { time, issueId, told } = report
        await reports.settle(report, told ? undefined : { outcome: 'arrived', time, issueId })
      }
      return sent
    },
  }
}

function readIssueId({ body }: Answer): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { issueId } = body as { issueId?: unknown }
  return typeof issueId === 'string' ? issueId : undefined
}
