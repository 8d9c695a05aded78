import { join } from 'node:path'

import { describe, expect, it, onTestFinished } from 'vitest'

import { openDatabase } from '../../../../server/src/storage/sqlite/database.ts'
import { META_MIGRATIONS } from '../../../../server/src/storage/sqlite/meta-migrations/index.ts'
import { migrate } from '../../../../server/src/storage/sqlite/migrate.ts'
import { createSqliteJobQueue } from '../../../../server/src/storage/sqlite/sqlite-job-queue.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

const LEASE = 1000

function openQueue() {
  const db = openDatabase(join(temporaryFolder(), 'meta.db'), { durability: 'normal' })
  onTestFinished(() => db.close())
  migrate(db, META_MIGRATIONS, 'meta.db')
  const queue = createSqliteJobQueue(db)
  const enqueue = (subject: string, runAt = 0) =>
    queue.enqueue({ kind: 'analyse-issue', subject, runAt })
  return { ...queue, enqueue }
}

describe('the job queue', () => {
  it('gives out each due job once, the longest due first', async () => {
    const queue = openQueue()
    await queue.enqueue('later', 5)
    await queue.enqueue('first', 1)
    await queue.enqueue('not yet', 50)

    const claimed = [await queue.claim(10, LEASE), await queue.claim(10, LEASE)]

    expect(claimed.map((job) => job?.subject)).toEqual(['first', 'later'])
    expect(await queue.claim(10, LEASE)).toBeUndefined()
    expect(await queue.nextRunAt()).toBe(50)
  })

  it('keeps one waiting job a subject, and another while one is under way', async () => {
    const queue = openQueue()
    await queue.enqueue('a', 1)
    await queue.enqueue('a', 2)
    const first = await queue.claim(10, LEASE)
    await queue.enqueue('a', 3)

    const second = await queue.claim(10, LEASE)

    expect(first?.subject).toBe('a')
    expect(second?.subject).toBe('a')
    expect(await queue.claim(10, LEASE)).toBeUndefined()
  })

  it('gives a job out again when its lease has run out', async () => {
    const queue = openQueue()
    await queue.enqueue('a')
    await queue.claim(0, LEASE)

    expect(await queue.claim(LEASE - 1, LEASE)).toBeUndefined()
    expect(await queue.claim(LEASE, LEASE)).toMatchObject({ subject: 'a', attempt: 2 })
  })

  it('gives out at once what a dead process had claimed', async () => {
    const queue = openQueue()
    await queue.enqueue('a')
    await queue.claim(0, LEASE)

    await queue.releaseAll()

    expect(await queue.claim(1, LEASE)).toMatchObject({ subject: 'a', attempt: 2 })
  })

  it('forgets a completed job and keeps an abandoned one from being claimed', async () => {
    const queue = openQueue()
    await queue.enqueue('done')
    await queue.enqueue('hopeless')
    for (const job of [await queue.claim(9, LEASE), await queue.claim(9, LEASE)]) {
      if (job?.subject === 'done') await queue.complete(job.jobId)
      else if (job) await queue.abandon(job.jobId, 'it always fails')
    }

    expect(await queue.claim(LEASE * 9, LEASE)).toBeUndefined()
    expect(await queue.nextRunAt()).toBeUndefined()
  })

  it('retries a job later, once, also when a newer one waits', async () => {
    const queue = openQueue()
    await queue.enqueue('a')
    const job = await queue.claim(0, LEASE)
    await queue.enqueue('a', 5)

    await queue.retry(job?.jobId ?? '', 9, 'the disk was full')

    expect(await queue.claim(10, LEASE)).toMatchObject({ subject: 'a', attempt: 1 })
    expect(await queue.claim(10, LEASE)).toBeUndefined()
  })
})
