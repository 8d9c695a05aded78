import { useEffect, useRef, useState } from 'preact/hooks'

import { ApiError } from '../api-error.ts'
import { getReplayChunks, getReplayEvents } from '../api.ts'
import { useLive } from '../live.ts'
import type { Player } from './create-player.ts'
import { withoutRepeats } from './without-repeats.ts'

/**
 * - `looking`: not known yet
 * - `awaited`: none has arrived, but the page may still be sending it
 * - `none`: there is none, and none will come
 * - `found`: the player has it
 */
export type RecordingState =
  | { status: 'looking' | 'awaited' | 'none' | 'found' }
  | { status: 'failed'; error: ApiError; retry: () => void }

/** A page sends its recording within a minute of the report, or not at all. */
const ARRIVES_WITHIN = 90_000
const LOOK_AGAIN = 3_000

/** Finds the recording before a report, hands it to the player, and keeps looking for more. */
export function useRecording(
  player: Player,
  { sessionId, createdAt }: { sessionId: string; createdAt: string },
): RecordingState {
  const mayStillArrive = () => Date.now() - Date.parse(createdAt) < ARRIVES_WITHIN
  const [chunks, retryList] = useLive({
    key: `${sessionId} ${createdAt}`,
    load: async (signal) => {
      const found = await getReplayChunks(sessionId, { until: createdAt, signal })
      return { ids: found.map(({ chunkId }) => chunkId), complete: !mayStillArrive() }
    },
    nextAfter: ({ complete }) => (complete ? undefined : LOOK_AGAIN),
  })

  const cache = useRef(new Map<string, unknown[]>())
  const [failure, setFailure] = useState<ApiError>()
  const [attempt, setAttempt] = useState(0)
  const ids = chunks.status === 'ready' ? chunks.data.ids.join(' ') : ''

  useEffect(() => {
    if (ids === '') return
    const aborter = new AbortController()
    setFailure(undefined)

    loadChunks(ids.split(' '), cache.current, aborter.signal).then(
      (events) => !aborter.signal.aborted && player.load(events),
      (error: unknown) => {
        if (!aborter.signal.aborted) setFailure(toApiError(error))
      },
    )
    return () => aborter.abort()
  }, [player, ids, attempt])

  if (chunks.status === 'failed') {
    return { status: 'failed', error: chunks.error, retry: retryList }
  }
  if (failure) {
    return { status: 'failed', error: failure, retry: () => setAttempt((attempt) => attempt + 1) }
  }
  if (chunks.status === 'loading') return { status: 'looking' }
  if (ids !== '') return { status: 'found' }
  return { status: chunks.data.complete ? 'none' : 'awaited' }
}

async function loadChunks(
  ids: readonly string[],
  cache: Map<string, unknown[]>,
  signal: AbortSignal,
): Promise<unknown[]> {
  const parts = await Promise.all(
    ids.map(async (id) => {
      const events = cache.get(id) ?? (await getReplayEvents(id, signal))
      cache.set(id, events)
      return events
    }),
  )
  return withoutRepeats(parts.flat())
}

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  return new ApiError('failed', 'The recording could not be read.', { cause: error })
}
