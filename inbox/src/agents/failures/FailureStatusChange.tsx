import { useState } from 'preact/hooks'

import { setFailureStatus } from './failure-api.ts'
import type { FailureDetail, FailureStatus } from './failure-types.ts'

interface Props {
  failure: FailureDetail
  projectId: string
  onChanged: () => void
}

const SAID: { [status in FailureStatus]: string } = {
  active: 'Active',
  resolved: 'Resolved. If it happens again, it becomes active by itself.',
  ignored: 'Ignored. It stays so, however often it happens.',
}

const CHANGES: { [status in FailureStatus]: { to: FailureStatus; label: string }[] } = {
  active: [
    { to: 'resolved', label: 'Resolve' },
    { to: 'ignored', label: 'Ignore' },
  ],
  resolved: [{ to: 'active', label: 'Reopen' }],
  ignored: [{ to: 'active', label: 'Reopen' }],
}

type Change = { step: 'idle' } | { step: 'saving' } | { step: 'failed'; reason: string }

/** Says how it stands, and lets a person change that. */
export function FailureStatusChange({ failure, projectId, onChanged }: Props) {
  const [change, setChange] = useState<Change>({ step: 'idle' })
  const { status } = failure

  const save = async (to: FailureStatus) => {
    setChange({ step: 'saving' })
    try {
      await setFailureStatus(projectId, failure.failure_id, to)
      setChange({ step: 'idle' })
      onChanged()
    } catch (error) {
      setChange({ step: 'failed', reason: error instanceof Error ? error.message : '' })
    }
  }

  return (
    <div class="failure-status">
      <p role="status" data-status={status}>
        {SAID[status]}
      </p>
      {CHANGES[status].map(({ to, label }) => (
        <button
          key={to}
          type="button"
          class="button"
          disabled={change.step === 'saving'}
          onClick={() => void save(to)}
        >
          {label}
        </button>
      ))}
      {change.step === 'failed' && (
        <p class="run-message" role="alert">
          That could not be saved. {change.reason}
        </p>
      )}
    </div>
  )
}
