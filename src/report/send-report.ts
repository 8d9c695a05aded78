import type { Natives } from '../browser/natives.ts'
import { randomId } from '../lib/random-id.ts'
import { stringify } from '../lib/stringify.ts'
import type { ReplayChunk } from '../replay/lazy-replay.ts'
import { ReportError } from '../report-error.ts'
import { describeReport, type Told } from './describe-report.ts'
import { backoffDelay } from '../delivery/backoff.ts'
import type { Answer, Collector, Destination, Request } from '../delivery/collector.ts'
import { outcomeOf } from '../delivery/outcome.ts'
import { isAnswer, type RemoteSession, type RemoteSessions } from '../delivery/remote-sessions.ts'

/** The person waits; entries that are not through by then follow the issue. */
const FLUSH_PATIENCE = 5_000

const DESCRIPTION_LIMIT = 5_000

const CHUNK_ATTEMPTS = 3

export interface ReportOptions {
  destination: Destination
  collector: Collector
  sessions: RemoteSessions
  natives: Natives
  flush(): Promise<void>
}

export interface Draft extends Told {
  description: string
  sessionId: string
  replay: AsyncIterable<ReplayChunk> | Iterable<ReplayChunk>
}

export interface SentReport {
  issueId: string
  /** Whether a replay was uploaded. Never rejects. */
  replaySent: Promise<boolean>
}

/** Returns the function that sends one report: entries first, then the issue, then the replay. */
export function createReportSender(options: ReportOptions) {
  const { destination, collector, sessions, natives } = options
  /** The same words sent again, after an answer got lost, are the same issue. */
  let last = { text: '', id: '' }

  return async (draft: Draft): Promise<SentReport> => {
    const description = checkDescription(draft.description)
    const text = `${draft.sessionId} ${description}`
    if (last.text !== text) last = { text, id: randomId() }

    await inTime(options.flush(), natives)

    const session = await sessions.find(destination, draft.sessionId)
    if (isAnswer(session)) throw toReportError(session)

    const { metadata, moreMetadata } = await describeReport(draft)
    const answer = await collector.post({
      ...destination,
      path: '/v1/issues',
      body: stringify({
        sessionId: session.id,
        userDescription: description,
        metadata: session.extensions.includes('metadata')
          ? { ...moreMetadata, ...metadata }
          : metadata,
      }),
      idempotencyKey: session.extensions.includes('idempotency') ? last.id : undefined,
    })
    const issueId = readIssueId(answer)
    if (!issueId) throw toReportError(answer)

    last = { text: '', id: '' }
    return { issueId, replaySent: sendReplay(draft, session) }
  }

  async function sendReplay(draft: Draft, session: RemoteSession): Promise<boolean> {
    if (!session.extensions.includes('replay')) return false
    let sent = false
    try {
      for await (const { body, gzip } of draft.replay) {
        sent = await sendChunk({
          ...destination,
          path: `/api/casefile/v1/sessions/${encodeURIComponent(session.id)}/replay`,
          body,
          gzip,
          idempotencyKey: randomId(),
        })
        if (!sent) break
      }
    } catch {
      return false
    }
    return sent
  }

  async function sendChunk(request: Request): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await collector.post(request)
      const outcome = outcomeOf(answer)
      if (outcome !== 'retry' || attempt === CHUNK_ATTEMPTS) return outcome === 'accepted'
      await new Promise<void>((resolve) => natives.setTimeout(resolve, backoffDelay(attempt)))
    }
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

function readIssueId({ status, body }: Answer): string | undefined {
  if (status < 200 || status >= 300 || typeof body !== 'object' || body === null) return undefined
  const { issueId } = body as { issueId?: unknown }
  return typeof issueId === 'string' ? issueId : undefined
}

function toReportError({ status, body }: Answer): ReportError {
  if (status === 0) return new ReportError('unreachable', 'The collector cannot be reached')
  const message =
    typeof body === 'object' && body !== null && 'message' in body
      ? `: ${String(body.message)}`
      : ''
  return new ReportError('refused', `The collector answered ${status}${message}`)
}

function inTime(work: Promise<void>, { setTimeout, clearTimeout }: Natives): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, FLUSH_PATIENCE)
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    work.then(done, done)
  })
}
