/** What the inbox tells the frame in which a recording is replayed. Times are epoch milliseconds. */
export type ToFrame =
  | { type: 'load'; events: unknown[]; time: number | undefined }
  | { type: 'play' }
  | { type: 'pause' }
  | { type: 'seek'; time: number }
  | { type: 'speed'; speed: number }
  | { type: 'skip-inactive'; skip: boolean }

/** What the frame tells the inbox. */
export type FromFrame =
  /** It listens. */
  | { type: 'listening' }
  | { type: 'ready'; start: number; end: number; cutAt: number | undefined }
  | { type: 'time'; time: number }
  | { type: 'playing'; playing: boolean }
  | { type: 'size'; width: number; height: number }
  | { type: 'failed'; reason: FrameFailure }

/**
 * - `empty`: there is no picture of the page in it
 * - `too-large`: the first picture is larger than a tab can rebuild
 * - `broken`: the player could not replay it
 */
export type FrameFailure = 'empty' | 'too-large' | 'broken'
