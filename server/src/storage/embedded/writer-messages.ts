import type { SetAside } from '../sqlite/set-aside.ts'
import type { WaitingArrivals } from '../sqlite/traces/arrivals.ts'
import type { Command, Reply, SentError } from './messages.ts'

/** What the thread is started with. */
export interface WriterData {
  folder: string
  /** See `RunIntakeOptions`. */
  directBytes: number
}

export type ToWriter = Command | { close: true }

export type FromWriter =
  | { ready: true }
  | { failed: SentError }
  | { replies: Reply[] }
  | { setAside: SetAside }
  /** Comes ahead of the replies to what waits now. */
  | { waitingRuns: WaitingArrivals | undefined }
  | { refusedRuns: SentError }
