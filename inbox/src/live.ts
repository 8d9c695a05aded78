import { useCallback, useEffect, useState } from 'preact/hooks'

import { ApiError, closesInbox } from './api-error.ts'

export type Live<Data> =
  | { status: 'loading' }
  /** `error` is set while the newest attempt failed; the data are those of the last success. */
  | { status: 'ready'; data: Data; error?: ApiError }
  | { status: 'failed'; error: ApiError }

interface Options<Data> {
  load: (signal: AbortSignal) => Promise<Data>
  /** What is loaded; when it changes, loading starts again and the old data stay meanwhile. */
  key: string
  /** Milliseconds until the next look; undefined to stop looking. */
  nextAfter: (data: Data) => number | undefined
}

const RETRY_AFTER = 5_000

/**
 * Loads and keeps looking while the page can be seen. An answer that says the same as the one
 * before changes nothing, so that nothing is drawn again.
 */
export function useLive<Data>({ load, key, nextAfter }: Options<Data>): [Live<Data>, () => void] {
  const [live, setLive] = useState<Live<Data>>({ status: 'loading' })
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    const aborter = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let before: string | undefined

    const look = async () => {
      clearTimeout(timer)
      timer = undefined
      try {
        const data = await load(aborter.signal)
        if (aborter.signal.aborted) return
        const now = JSON.stringify(data)
        setLive((live) =>
          now === before && live.status === 'ready' && !live.error
            ? live
            : { status: 'ready', data },
        )
        before = now
        plan(nextAfter(data))
      } catch (error) {
        if (aborter.signal.aborted) return
        const failure = toApiError(error)
        setLive((live) =>
          live.status === 'ready' && !closesInbox(failure)
            ? { ...live, error: failure }
            : { status: 'failed', error: failure },
        )
        before = undefined
        if (failure.code === 'unreachable' || failure.code === 'failed') plan(RETRY_AFTER)
      }
    }

    const plan = (wait: number | undefined) => {
      if (wait !== undefined) timer = setTimeout(() => !document.hidden && look(), wait)
    }
    const lookAgain = () => {
      if (!document.hidden && timer !== undefined) void look()
    }

    void look()
    document.addEventListener('visibilitychange', lookAgain)
    return () => {
      aborter.abort()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', lookAgain)
    }
    // `load` and `nextAfter` are new functions on each drawing; `key` says when they mean another thing.
  }, [key, attempt])

  const retry = useCallback(() => {
    setLive((live) => (live.status === 'ready' ? live : { status: 'loading' }))
    setAttempt((attempt) => attempt + 1)
  }, [])
  return [live, retry]
}

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  return new ApiError('failed', 'The inbox met an answer it does not understand.', { cause: error })
}
