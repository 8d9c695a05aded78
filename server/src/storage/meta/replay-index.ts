/** One uploaded piece of a recording; the events themselves are a blob under `chunkId`. */
export interface ReplayChunk {
  chunkId: string
  projectId: string
  sessionId: string
  firstTime: number
  lastTime: number
  eventCount: number
  bytes: number
  createdAt: number
}

/** Which blobs hold the recording of a session. */
export interface ReplayIndex {
  /** `undefined` when the session's recording would become larger than `sessionBytes`. */
  addReplayChunk(
    chunk: ReplayChunk & { idempotencyKey?: string | undefined },
    limits: { sessionBytes: number },
  ): Promise<{ chunkId: string; repeated: boolean } | undefined>
  replayChunkByKey(projectId: string, idempotencyKey: string): Promise<string | undefined>
  /** Oldest first. */
  replayChunks(sessionId: string, until?: number): Promise<ReplayChunk[]>
  replayChunk(chunkId: string): Promise<ReplayChunk | undefined>

  /** What a session's recording takes as it is stored. */
  replayBytes(sessionId: string): Promise<number>
}
