import { join } from 'node:path'

import { describe, expect, it, onTestFinished, vi } from 'vitest'

import { createWorker, type WorkerOptions } from '../../../server/src/jobs/worker.ts'
import { openDatabase } from '../../../server/src/storage/sqlite/database.ts'
import { META_MIGRATIONS } from '../../../server/src/storage/sqlite/meta-migrations/index.ts'
import { migrate } from '../../../server/src/storage/sqlite/migrate.ts'
import { createSqliteJobQueue } from '../../../server/src/storage/sqlite/sqlite-job-queue.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'

/** A busy machine takes its time. */
const SOON = 10_000

async function startWorker(run: WorkerOptions['run']) {
  const db = openDatabase(join(temporaryFolder(), 'meta.db'), { durability: 'normal' })
  migrate(db, META_MIGRATIONS, 'meta.db')
  const jobs = createSqliteJobQueue(db)
  const clock = { time: 0 }
  const giveUp = vi.fn(async () => {})
  const worker = createWorker({ jobs, now: () => clock.time, run, giveUp, logError: () => {} })
  onTestFinished(async () => {
    await worker.stop()
    db.close()
  })
  const enqueue = (subject: string, runAt = 0) =>
    jobs.enqueue({ kind: 'analyse-issue', subject, runAt })
  return { ...worker, enqueue, jobs, clock, giveUp }
}

describe('the worker', () => {
  it('does what waits, one job after the other, and then what comes', async () => {
    const done: string[] = []
    const { wake, enqueue } = await startWorker(async ({ subject }) => void done.push(subject))
    await enqueue('a', 0)
    await enqueue('b', -1)

    wake()
    await vi.waitFor(() => expect(done).toEqual(['b', 'a']), SOON)
    await enqueue('c')
    wake()

    await vi.waitFor(() => expect(done).toEqual(['b', 'a', 'c']), SOON)
  })

  it('comes back by itself when a job becomes due', async () => {
    const done: string[] = []
    const { wake, enqueue, clock } = await startWorker(
      async ({ subject }) => void done.push(subject),
    )
    await enqueue('soon', 50)
    wake()

    clock.time = 50

    await vi.waitFor(() => expect(done).toEqual(['soon']), SOON)
  })

  it('tries a failing job five times, each later, and then gives it up', async () => {
    const attempts: number[] = []
    const { wake, enqueue, clock, giveUp, jobs } = await startWorker(async ({ attempt }) => {
      attempts.push(attempt)
      throw new Error('the disk is full')
    })
    await enqueue('a')

    const waits: number[] = []
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      wake()
      await vi.waitFor(() => expect(attempts).toHaveLength(attempt), SOON)
      const next = await vi.waitFor(async () => {
        const time = await jobs.nextRunAt()
        if (attempt < 5 && (time === undefined || time <= clock.time)) throw new Error('Not yet')
        return time
      }, SOON)
      if (next === undefined) break
      waits.push(next - clock.time)
      clock.time = next
    }

    await vi.waitFor(() => expect(giveUp).toHaveBeenCalledTimes(1), SOON)
    expect(attempts).toEqual([1, 2, 3, 4, 5])
    expect(waits.slice(0, 4)).toEqual([1000, 4000, 16_000, 64_000])
  })

  it('finishes the job under way before it stops, and begins no other', async () => {
    const done: string[] = []
    let finish = () => {}
    const { wake, stop, enqueue } = await startWorker(({ subject }) => {
      done.push(`${subject} began`)
      return new Promise((resolve) => {
        finish = () => {
          done.push(`${subject} ended`)
          resolve()
        }
      })
    })
    await enqueue('a', 0)
    await enqueue('b', 1)
    wake()
    await vi.waitFor(() => expect(done).toEqual(['a began']), SOON)

    const stopped = stop().then(() => done.push('stopped'))
    wake()
    finish()
    await stopped

    expect(done).toEqual(['a began', 'a ended', 'stopped'])
  })

  it('gives up a job that took the process down every time', async () => {
    const done: string[] = []
    const { wake, enqueue, jobs, giveUp } = await startWorker(
      async ({ subject }) => void done.push(subject),
    )
    await enqueue('a')
    for (let crash = 0; crash < 5; crash += 1) {
      await jobs.claim(0, 1000)
      await jobs.releaseAll()
    }

    wake()

    await vi.waitFor(() => expect(giveUp).toHaveBeenCalledTimes(1), SOON)
    expect(done).toEqual([])
  })
})
