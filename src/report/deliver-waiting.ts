import type { Answer } from '../delivery/collector.ts'
import type { createReportDelivery } from './deliver-report.ts'
import type { TakeTurns } from './take-turns.ts'
import type { SettledReport, WaitingReport } from './waiting-report.ts'
import type { WaitingReports } from './waiting-reports.ts'

export interface DeliverWaitingOptions {
  reports: WaitingReports
  deliver: ReturnType<typeof createReportDelivery>
  takeTurns: TakeTurns
  /** Tells the page what became of a report; says whether anybody listens. */
  onSettled(settled: SettledReport): boolean
}

/**
 * Delivers the reports that wait, oldest first, and says what became of them. Resolves to the answer
 * after which the rest has to wait, if there was one. To be run under the drain lock, after the
 * batches: a report follows what it is about.
 */
export function createWaitingDelivery(options: DeliverWaitingOptions) {
  const { reports, deliver, takeTurns } = options
  const isTold = () => false

  const deliverOne = async (report: WaitingReport, isStopped: () => boolean) => {
    const issue = await deliver.issue(report, { background: true, isTold })
    if (issue.step === 'waiting') return issue.answer
    if (issue.step !== 'arrived') return undefined
    const replay = await deliver.replay(report, { background: true, isStopped })
    return typeof replay === 'object' ? replay.answer : undefined
  }

  return async (isStopped: () => boolean): Promise<Answer | undefined> => {
    let answer: Answer | undefined
    for (const report of await reports.list()) {
      if (isStopped() || answer) break
      await takeTurns(report.id, async () => {
        answer = await deliverOne(report, isStopped)
      })
    }
    await reports.tellSettled(options.onSettled)
    return answer
  }
}
