import type { Natives } from '../browser/natives.ts'
import type { Recorder, RecorderOptions } from './recorder.ts'

/** Loads the recorder's own chunk. */
export type LoadRecorder = () => Promise<typeof import('./recorder.ts')>

/** Recording begins in idle time, but not later than this after the page has loaded. */
const IDLE_TIMEOUT = 2_000

export interface ReplayChunk {
  body: BodyInit
  gzip: boolean
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

/** Stands in where no replay is recorded. */
export const noReplay: Replay = {
  pin() {},
  async *chunks() {},
  unpin() {},
  pause() {},
  resume() {},
  clear() {},
  stop() {},
}

export function startReplay(
  options: RecorderOptions,
  { load, natives }: { load: LoadRecorder; natives: Natives },
): Replay {
  let stopped = false
  let paused = false
  let recorder: Recorder | undefined
  let chunk: Awaited<ReturnType<LoadRecorder>> | undefined
  let pinned: ReturnType<Recorder['read']> | undefined

  const begin = async () => {
    try {
      chunk = await load()
    } catch {
      // A strict CSP, or a deploy that took the chunk away, costs the replay and not the report.
      return
    }
    if (stopped) return
    recorder = chunk.startRecorder(options)
    if (paused) recorder?.pause()
  }

  whenLoadedAndIdle(() => !stopped && void begin(), natives)

  return {
    pin() {
      pinned = recorder?.read()
    },

    async *chunks() {
      const events = pinned ?? recorder?.read()
      if (chunk && events?.length) yield* chunk.encodeReplay(events)
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

function whenLoadedAndIdle(run: () => void, natives: Natives): void {
  const whenIdle = () => {
    if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: IDLE_TIMEOUT })
    else natives.setTimeout(run, 200)
  }
  if (document.readyState === 'complete') whenIdle()
  else window.addEventListener('load', whenIdle, { once: true })
}
