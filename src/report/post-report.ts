import type { AgentPost } from '../browser/agent-door.ts'
import type { Answer, Collector, Destination, Request } from '../delivery/collector.ts'
import { outcomeOf } from '../delivery/outcome.ts'
import { isAnswer, type RemoteSession, type RemoteSessions } from '../delivery/remote-sessions.ts'
import { stringify } from '../lib/stringify.ts'
import { ReportError } from '../report-error.ts'
import type { WaitingChunk, WaitingReport } from './waiting-report.ts'

/** Sent this long ago, a report says when: the collector knows only when it came. */
const LATE = 60_000

export interface PostOptions {
  destination: Destination
  collector: Collector
  sessions: RemoteSessions
  /** The collector is up. */
  onAccepted(): Promise<void>
}

/** How one post ended: it is stored there, it never will be, or it is to be tried again. */
export type Posted =
  | { step: 'accepted'; answer: Answer }
  | { step: 'refused'; error: ReportError; status?: number }
  | { step: 'waiting'; answer: Answer }

/** Posts one issue, one piece of its replay, or one run of an agent, and says what the answer means for it. */
export function createReportPost({ destination, collector, sessions, onAccepted }: PostOptions) {
  const post = async (
    sessionId: string,
    background: boolean,
    toRequest: (session: RemoteSession) => Omit<Request, keyof Destination> | undefined,
  ): Promise<Posted> => {
    const once = async () => {
      const session = await sessions.find(destination, sessionId, { background })
      if (isAnswer(session)) return session
      const request = toRequest(session)
      return request && collector.post({ ...destination, ...request, background })
    }

    let answer = await once()
    if (answer && outcomeOf(answer) === 'forget-session') {
      await sessions.forget(destination, sessionId)
      answer = await once()
    }
    if (!answer) return { step: 'refused', error: new ReportError('refused', 'It takes none') }
    const outcome = outcomeOf(answer)
    if (outcome === 'accepted') {
      await onAccepted()
      return { step: 'accepted', answer }
    }
    if (outcome === 'retry') return { step: 'waiting', answer }
    // 400 and 413 too: a person's words are not halved. With a key that is not accepted they cannot
    // wait for ever either.
    return { step: 'refused', error: toReportError(answer), status: answer.status }
  }

  return {
    issue: (report: WaitingReport, background: boolean) =>
      post(report.sessionId, background, ({ id, extensions }) => ({
        path: '/v1/issues',
        body: stringify({
          sessionId: id,
          userDescription: report.description,
          metadata: extensions.includes('metadata')
            ? { ...report.moreMetadata, ...lateness(report), ...report.metadata }
            : report.metadata,
        }),
        idempotencyKey: extensions.includes('idempotency') ? report.id : undefined,
      })),

    replay: (report: WaitingReport, { id, body, gzip }: WaitingChunk, background: boolean) =>
      post(report.sessionId, background, (session) =>
        session.extensions.includes('replay')
          ? {
              path: `/api/casefile/v1/sessions/${encodeURIComponent(session.id)}/replay`,
              body,
              gzip,
              idempotencyKey: id,
            }
          : undefined,
      ),

    /** What `casefile/agent` says on a page. */
    agent: ({ sessionId, path, body }: Omit<AgentPost, 'body'> & { body: string }) =>
      post(sessionId, true, ({ extensions, isDisabled }) =>
        extensions.includes('runs') && !isDisabled ? { path, body } : undefined,
      ),
  }
}

function lateness({ time }: WaitingReport) {
  return Math.abs(Date.now() - time) > LATE && { reportedAt: new Date(time).toISOString() }
}

function toReportError({ status, body }: Answer): ReportError {
  const message =
    typeof body === 'object' && body !== null && 'message' in body
      ? `: ${String(body.message)}`
      : ''
  return new ReportError('refused', `The collector answered ${status}${message}`)
}
