import type { ReplayChunk, ReplayIndex } from '../meta/replay-index.ts'
import type { Database } from './database.ts'

const COLUMNS = `chunk_id AS chunkId, project_id AS projectId, session_id AS sessionId,
  first_time AS firstTime, last_time AS lastTime, event_count AS eventCount, bytes,
  created_at AS createdAt`

export function replayQueries(db: Database): ReplayIndex {
  const insert = db.prepare(
    `INSERT INTO replay_chunks (chunk_id, project_id, session_id, first_time, last_time,
       event_count, bytes, created_at, idempotency_key)
     SELECT :chunkId, :projectId, :sessionId, :firstTime, :lastTime, :eventCount, :bytes,
       :createdAt, :idempotencyKey
     WHERE :bytes + coalesce(
       (SELECT replay_bytes FROM session_usage WHERE session_id = :sessionId), 0) <= :sessionBytes
     ON CONFLICT DO NOTHING`,
  )
  // Kept up to date by triggers on the table of chunks.
  const usage = db.prepare<{ bytes: number }>(
    'SELECT replay_bytes AS bytes FROM session_usage WHERE session_id = :sessionId',
  )
  const byKey = db.prepare<{ chunkId: string }>(
    `SELECT chunk_id AS chunkId FROM replay_chunks
     WHERE project_id = :projectId AND idempotency_key = :idempotencyKey`,
  )
  const bySession = db.prepare<ReplayChunk>(
    `SELECT ${COLUMNS} FROM replay_chunks
     WHERE session_id = :sessionId AND (:until IS NULL OR first_time <= :until)
     ORDER BY first_time, created_at, rowid`,
  )
  const byId = db.prepare<ReplayChunk>(
    `SELECT ${COLUMNS} FROM replay_chunks WHERE chunk_id = :chunkId`,
  )

  return {
    async addReplayChunk({ idempotencyKey = null, ...chunk }, { sessionBytes }) {
      if (insert.run({ ...chunk, idempotencyKey, sessionBytes }) === 1) {
        return { chunkId: chunk.chunkId, repeated: false }
      }
      const first = byKey.get({ projectId: chunk.projectId, idempotencyKey })
      return first && { chunkId: first.chunkId, repeated: true }
    },
    async replayBytes(sessionId) {
      return usage.get({ sessionId })?.bytes ?? 0
    },
    async replayChunkByKey(projectId, idempotencyKey) {
      return byKey.get({ projectId, idempotencyKey })?.chunkId
    },
    async replayChunks(sessionId, until) {
      return bySession.all({ sessionId, until: until ?? null })
    },
    async replayChunk(chunkId) {
      return byId.get({ chunkId })
    },
  }
}
