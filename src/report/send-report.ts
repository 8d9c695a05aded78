import type { Natives } from '../browser/natives.ts'
import { backoffDelay } from '../delivery/backoff.ts'
import { inTime } from '../lib/in-time.ts'
import { randomId } from '../lib/random-id.ts'
import type { ReplayChunk } from '../replay/lazy-replay.ts'
import { ReportError } from '../report-error.ts'
import type { createReportDelivery } from './deliver-report.ts'
import { describeReport, type Told } from './describe-report.ts'
import { packReplay } from './pack-replay.ts'
import type { TakeTurns } from './take-turns.ts'
import type { WaitingReport } from './waiting-report.ts'
import type { WaitingReports } from './waiting-reports.ts'

/** The person waits; entries that are not through by then follow the issue. */
const FLUSH_PATIENCE = 5_000

/** After this long a report on the device is as good as sent: the person may go. */
const ANSWER_PATIENCE = 10_000

const DESCRIPTION_LIMIT = 5_000

const REPLAY_ATTEMPTS = 3

export interface ReportOptions {
  reports: WaitingReports
  deliver: ReturnType<typeof createReportDelivery>
  takeTurns: TakeTurns
  natives: Natives
  flush(): Promise<void>
  /** A report waits; it is to be tried again later. */
  onWaiting(): void
}

export interface Draft extends Told {
  description: string
  sessionId: string
  replay: AsyncIterable<ReplayChunk> | Iterable<ReplayChunk>
}

export type SentReport =
  | {
      stored: false
      issueId: string
      /** Whether a replay was uploaded. Never rejects. */
      replaySent: Promise<boolean>
    }
  | { stored: 'device' | 'page'; issueId: null; replaySent: Promise<boolean> }

export interface ReportSender {
  /** Keeps a report on the device, and sends it: entries first, then the issue, then the replay. */
  send(draft: Draft): Promise<SentReport>
  /** Consent was withdrawn: nothing that is being written may be kept. */
  forget(): void
}

export function createReportSender(options: ReportOptions): ReportSender {
  const { reports, deliver, takeTurns, natives } = options
  /** The same words sent twice at once are the same issue. */
  const inHand = new Map<string, Promise<SentReport>>()
  let withdrawals = 0

  const send = async (draft: Draft, description: string): Promise<SentReport> => {
    const before = withdrawals
    const flushed = inTime(options.flush(), FLUSH_PATIENCE, natives).catch(() => {})
    // Words that wait already are not sent beside themselves.
    const waiting = (await reports.list()).find(
      (report) => report.sessionId === draft.sessionId && report.description === description,
    )
    const { report, chunks } = waiting
      ? { report: waiting, chunks: [] }
      : await write(draft, description)

    const stored = (): SentReport => {
      options.onWaiting()
      return { stored: reports.place(), issueId: null, replaySent: Promise.resolve(false) }
    }

    return new Promise((resolve, reject) => {
      let isAnswered = false
      const answer = (receipt: SentReport) => {
        isAnswered = true
        resolve(receipt)
      }
      let timer: number | undefined

      const deliverNow = async () => {
        if (before !== withdrawals) throw new ReportError('inactive', 'Consent was withdrawn')
        if (!waiting) await reports.add(report, chunks)
        await flushed
        timer = natives.setTimeout(() => answer(stored()), ANSWER_PATIENCE)

        const issue = await deliver.issue(report, { background: false, isTold: () => !isAnswered })
        if (issue.step === 'refused') throw issue.error
        if (issue.step === 'gone') throw new ReportError('inactive', 'The report was withdrawn')
        if (issue.step === 'waiting') return answer(stored())
        const replaySent = sendReplay(report)
        answer({ stored: false, issueId: issue.issueId, replaySent })
        await replaySent
      }

      takeTurns(report.id, deliverNow)
        .then((ran) => ran || answer(stored()), reject)
        .finally(() => natives.clearTimeout(timer))
    })
  }

  /** The report as it is kept: what the page is like now, and not when it is delivered. */
  const write = async (draft: Draft, description: string) => {
    const { sessionId } = draft
    const time = Date.now()
    const { metadata, moreMetadata } = await describeReport(draft)
    const replay = await packReplay(draft.replay, await reports.roomForReplay())
    const { chunks, bytes, cut } = replay
    const report: WaitingReport = {
      id: randomId(),
      sessionId,
      time,
      description,
      metadata,
      moreMetadata: { ...moreMetadata, ...(cut !== undefined && { replay: cut }) },
      replayBytes: bytes,
    }
    return { report, chunks }
  }

  const sendReplay = async (report: WaitingReport): Promise<boolean> => {
    try {
      for (let attempt = 1; attempt <= REPLAY_ATTEMPTS; attempt += 1) {
        const sent = await deliver.replay(report, { background: false, isStopped: () => false })
        if (typeof sent === 'boolean') return sent
        await new Promise<void>((resolve) => natives.setTimeout(resolve, backoffDelay(attempt)))
      }
    } catch {
      // The device's storage failed; what it still holds is the next page's.
    }
    options.onWaiting()
    return false
  }

  return {
    async send(draft) {
      const description = checkDescription(draft.description)
      const name = `${draft.sessionId} ${description}`
      const sending = inHand.get(name) ?? send(draft, description)
      inHand.set(name, sending)
      try {
        return await sending
      } finally {
        inHand.delete(name)
      }
    },
    forget() {
      withdrawals += 1
    },
  }
}

/** Counted as the collector counts: code points, without the white space around. */
function checkDescription(description: unknown): string {
  if (typeof description !== 'string') {
    throw new ReportError('invalid', 'A report needs a description: report({ description })')
  }
  const trimmed = description.trim()
  const length = Array.from(trimmed).length
  if (length === 0) throw new ReportError('invalid', 'The description is empty')
  if (length > DESCRIPTION_LIMIT) {
    throw new ReportError(
      'invalid',
      `The description has ${length} characters; at most ${DESCRIPTION_LIMIT} are accepted`,
    )
  }
  return trimmed
}
