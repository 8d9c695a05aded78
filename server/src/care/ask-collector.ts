import { setTimeout } from 'node:timers/promises'

import type { JobKind } from '../storage/job-queue.ts'
import { isFolderInUse } from '../storage/folder-lock.ts'
import { openMetaDatabase } from '../storage/sqlite/open-meta-database.ts'
import { createSqliteJobQueue } from '../storage/sqlite/sqlite-job-queue.ts'
import { CareError } from './care-error.ts'

/** A job of the collector's queue is looked for once a second. */
const LOOK_INTERVAL = 250

/**
 * Has the collector that runs on a folder do a job, and waits until it is done: it alone writes to
 * the segments. Stopped meanwhile, it does the job at its next start.
 */
export async function askCollector(
  folder: string,
  { kind, subject }: { kind: JobKind; subject: string },
): Promise<void> {
  const db = openMetaDatabase(folder)
  try {
    await createSqliteJobQueue(db).enqueue({ kind, subject, runAt: Date.now() })
    const waiting = db.prepare<{ state: string; last_error: string | null }>(
      'SELECT state, last_error FROM jobs WHERE kind = :kind AND subject = :subject',
    )
    for (;;) {
      // Before the jobs: a collector that has done it may stop in between.
      const isRunning = isFolderInUse(folder)
      const jobs = waiting.all({ kind, subject })
      if (jobs.length === 0) return
      const failed = jobs.find(({ state }) => state === 'abandoned')
      if (failed) {
        db.prepare(
          `DELETE FROM jobs WHERE kind = :kind AND subject = :subject AND state = 'abandoned'`,
        ).run({ kind, subject })
        throw new CareError(`the collector could not do it: ${failed.last_error}`)
      }
      if (!isRunning) {
        throw new CareError('the collector was stopped meanwhile. It goes on when it starts again.')
      }
      await setTimeout(LOOK_INTERVAL)
    }
  } finally {
    db.close()
  }
}
