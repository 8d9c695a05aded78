import type { Natives } from '../browser/natives.ts'
import { whenIdle, whenLoaded } from '../browser/page-load.ts'
import { inTime } from '../lib/in-time.ts'
import { createLazyCode } from '../lib/lazy-code.ts'
import type { Recorder, RecorderOptions } from './recorder.ts'

/** How long a report waits for a recorder that is still on its way. */
const PATIENCE = 1_000

/** Loads the recorder's own chunk. */
export type LoadRecorder = () => Promise<typeof import('./recorder.ts')>

/** One piece of a recording, ready to be posted. */
export interface ReplayChunk {
  body: BodyInit
  gzip: boolean
  /** It begins with a full picture of the page: with it, a recording can begin. */
  opens: boolean
}

/** The recording of this page: in memory only, until a report sends it. */
export interface Replay {
  /** Keeps the recording as it is now for the next `chunks`. */
  pin(): void
  /** What is to be uploaded: the pinned recording, else the current one. */
  chunks(): AsyncIterable<ReplayChunk>
  /** The pinned recording has been sent. */
  unpin(): void
  pause(): void
  resume(): void
  /** Forgets what was recorded. */
  clear(): void
  stop(): void
}

export function startReplay(
  options: RecorderOptions,
  {
    load,
    natives,
    debug,
  }: { load: LoadRecorder; natives: Natives; debug: (message: string) => void },
): Replay {
  let stopped = false
  let paused = false
  let recorder: Recorder | undefined
  const code = createLazyCode(
    'replay',
    async () => {
      const chunk = await load()
      if (!stopped) recorder = chunk.startRecorder(options)
      if (paused) recorder?.pause()
      return chunk
    },
    debug,
  )
  let pinned: ReturnType<Recorder['read']> | undefined

  // A strict CSP, or a deploy that took the chunk away, costs the replay and not the report.
  const begin = async () => stopped || code.get().catch(() => {})
  whenLoaded(() => whenIdle(begin, natives.setTimeout))

  return {
    pin() {
      pinned = recorder?.read()
    },

    async *chunks() {
      // A report right after load: its reader sees at least what the page is like.
      await inTime(begin(), PATIENCE, natives).catch(() => {})
      const events = pinned ?? recorder?.read()
      if (events?.length) yield* (await code.get()).encodeReplay(events)
    },

    unpin() {
      pinned = undefined
    },

    pause() {
      paused = true
      recorder?.pause()
    },
    resume() {
      paused = false
      recorder?.resume()
    },
    clear() {
      pinned = undefined
      recorder?.clear()
    },
    stop() {
      stopped = true
      pinned = undefined
      recorder?.stop()
    },
  }
}
