import { noFigures, type MinuteFigures } from '../pack-batch.ts'
import type { Database } from './database.ts'
import { addEncoded, encodeSketch } from './sketch-codec.ts'

/** Minutes that are kept in memory of each file; what came late goes to others now and then. */
const MOST_KEPT = 500

interface MinuteRow extends Omit<MinuteFigures, 'minute' | 'durations'> {
  durations: Uint8Array
}

interface Kept {
  projectId: string
  figures: MinuteFigures
  isWritten: boolean
}

/** The minutes of one file that batches add to, so that a commit writes each of them once. */
export interface MinuteCache {
  add(projectId: string, figures: MinuteFigures): void
  /** Writes what has changed, in whatever transaction is open. */
  flush(): void
}

export function createMinuteCache(db: Database): MinuteCache {
  const kept = new Map<string, Kept>()

  const load = (projectId: string, minute: number): MinuteFigures => {
    const row = db
      .prepare<MinuteRow>(
        `SELECT entries, errors, warnings, requests, failed_requests AS failedRequests, bytes, durations
         FROM minutes WHERE project_id = :projectId AND minute = :minute`,
      )
      .get({ projectId, minute })
    return row
      ? { ...row, minute, durations: addEncoded(new Map(), row.durations) }
      : noFigures(minute)
  }

  return {
    add(projectId, figures) {
      const id = `${projectId} ${figures.minute}`
      const known = kept.get(id) ?? {
        projectId,
        figures: load(projectId, figures.minute),
        isWritten: false,
      }
      addFigures(known.figures, figures)
      known.isWritten = false
      kept.set(id, known)
    },
    flush() {
      const write = db.prepare(
        `INSERT OR REPLACE INTO minutes (project_id, minute, entries, errors, warnings, requests,
           failed_requests, bytes, durations)
         VALUES (:projectId, :minute, :entries, :errors, :warnings, :requests,
           :failedRequests, :bytes, :durations)`,
      )
      for (const minute of kept.values()) {
        if (minute.isWritten) continue
        const { projectId, figures } = minute
        write.run({ ...figures, projectId, durations: encodeSketch(figures.durations) })
        minute.isWritten = true
      }
      if (kept.size > MOST_KEPT) kept.clear()
    },
  }
}

function addFigures(sum: MinuteFigures, more: MinuteFigures): void {
  sum.entries += more.entries
  sum.errors += more.errors
  sum.warnings += more.warnings
  sum.requests += more.requests
  sum.failedRequests += more.failedRequests
  sum.bytes += more.bytes
  for (const [bucket, count] of more.durations) {
    sum.durations.set(bucket, (sum.durations.get(bucket) ?? 0) + count)
  }
}
