import type { TargetedSubmitEvent } from 'preact'
import { useEffect, useState } from 'preact/hooks'

import { ApiError } from '../api-error.ts'
import { ThrottledError } from './session.ts'

export type SubmitStatus =
  | { step: 'editing' | 'sending' }
  | { step: 'failed'; reason: string }
  /** The collector lets nothing be tried for so many more seconds. */
  | { step: 'throttled'; seconds: number }

/** The way of a form: sent once at a time, its failure in words, its success handed on. */
export function useSubmit(
  send: () => Promise<void>,
  onDone: () => void,
): [SubmitStatus, (event: TargetedSubmitEvent<HTMLFormElement>) => void] {
  const [status, setStatus] = useState<SubmitStatus>({ step: 'editing' })
  useCountdown(status, setStatus)

  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (status.step === 'sending' || status.step === 'throttled') return
    setStatus({ step: 'sending' })
    send().then(
      () => {
        setStatus({ step: 'editing' })
        onDone()
      },
      (error: unknown) => setStatus(toStatus(error)),
    )
  }
  return [status, submit]
}

function useCountdown(status: SubmitStatus, setStatus: (status: SubmitStatus) => void) {
  useEffect(() => {
    if (status.step !== 'throttled') return undefined
    const timer = setTimeout(() => {
      const seconds = status.seconds - 1
      setStatus(seconds > 0 ? { step: 'throttled', seconds } : { step: 'editing' })
    }, 1000)
    return () => clearTimeout(timer)
  }, [status])
}

function toStatus(error: unknown): SubmitStatus {
  if (error instanceof ThrottledError) return { step: 'throttled', seconds: error.seconds }
  const reason = error instanceof ApiError ? error.message : 'Something went wrong in the inbox.'
  return { step: 'failed', reason }
}
