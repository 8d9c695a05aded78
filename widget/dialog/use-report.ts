import { useRef, useState } from 'preact/hooks'
import type { Handle, ReportErrorCode, SettledReport, StoredReceipt } from '../../src/index.ts'
import { findProblem, type Problem } from './description.ts'
import { readDraft, writeDraft } from './draft.ts'

export type Status =
  | { step: 'editing'; problem?: Problem }
  | { step: 'sending' }
  | { step: 'failed'; code: ReportErrorCode | 'unknown'; reason: string }
  | { step: 'sent'; issueId: string; replay: Replay }
  /** Kept until it can be sent; `time` is when it was, epoch milliseconds. */
  | { step: 'stored'; place: StoredReceipt['stored']; time: number }

/** `told`: of a report that had to wait, no more is known than that it has arrived. */
export type Replay = 'uploading' | 'attached' | 'missing' | 'told'

export interface ReportInHand {
  text: string
  status: Status
  write(text: string): void
  /** Resolves with how it ended; with `undefined` when there was nothing to send or it is on its way. */
  send(): Promise<'sent' | 'stored' | 'failed' | undefined>
  /** What became of the report that is shown as stored. */
  settle(report: SettledReport): void
  startOver(): void
}

/** The report being written: its text, kept across reloads, and how far it has come. */
export function useReport(report: Handle['report']): ReportInHand {
  const [text, setText] = useState(readDraft)
  const [status, setStatus] = useState<Status>({ step: 'editing' })
  // A second press arrives before the first one has been drawn.
  const isSending = useRef(false)

  function write(next: string) {
    setText(next)
    writeDraft(next)
    // What was wrong is looked at again with the next Send, not while the person mends it.
    setStatus({ step: 'editing' })
  }

  async function send() {
    if (isSending.current) return undefined
    const problem = findProblem(text)
    if (problem) {
      setStatus({ step: 'editing', problem })
      return undefined
    }

    isSending.current = true
    setStatus({ step: 'sending' })
    try {
      const time = Date.now()
      const { issueId, replaySent, stored } = await report({ description: text.trim() })
      // What is kept on no device must outlive a reload here.
      if (stored !== 'page') writeDraft('')
      if (stored) {
        setStatus({ step: 'stored', place: stored, time })
        return 'stored'
      }
      setStatus({ step: 'sent', issueId, replay: 'uploading' })
      void replaySent
        .catch(() => false)
        .then((attached) => noteReplay(issueId, attached ? 'attached' : 'missing'))
      return 'sent'
    } catch (error) {
      setStatus({ step: 'failed', ...describeFailure(error) })
      return 'failed'
    } finally {
      isSending.current = false
    }
  }

  function noteReplay(issueId: string, replay: Replay) {
    setStatus((current) =>
      current.step === 'sent' && current.issueId === issueId ? { ...current, replay } : current,
    )
  }

  function settle(settled: SettledReport) {
    if (settled.outcome === 'arrived') {
      writeDraft('')
      setStatus({ step: 'sent', issueId: settled.issueId, replay: 'told' })
    } else {
      writeDraft(text)
      setStatus({ step: 'failed', code: 'refused', reason: settled.reason })
    }
  }

  function startOver() {
    setText('')
    setStatus({ step: 'editing' })
  }

  return { text, status, write, send, settle, startOver }
}

/** By name and not by class: the error may come from another copy of Casefile. */
function describeFailure(error: unknown): { code: ReportErrorCode | 'unknown'; reason: string } {
  if (!(error instanceof Error)) return { code: 'unknown', reason: '' }
  const known = error.name === 'ReportError' && 'code' in error ? error.code : undefined
  const codes = ['invalid', 'unreachable', 'refused', 'inactive'] as const
  return { code: codes.find((code) => code === known) ?? 'unknown', reason: error.message }
}
