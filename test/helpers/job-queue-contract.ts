import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'

import type { Job, JobQueue } from '../../server/src/storage/job-queue.ts'

const LEASE = 1000

export type OpenJobQueue = () => Promise<{ queue: JobQueue; close: () => Promise<void> }>

/** What every job queue does; each adapter runs it. */
export function jobQueueContract(name: string, openQueue: OpenJobQueue): void {
  const open = async () => {
    const { queue, close } = await openQueue()
    onTestFinished(close)
    const enqueue = (subject: string, runAt = 0) =>
      queue.enqueue({ kind: 'analyse-issue', subject, runAt })
    return { ...queue, enqueue, queue }
  }

  describe(name, () => {
    it('gives out each due job once, the longest due first', async () => {
      const queue = await open()
      await queue.enqueue('later', 5)
      await queue.enqueue('first', 1)
      await queue.enqueue('not yet', 50)

      const claimed = [await queue.claim(10, LEASE), await queue.claim(10, LEASE)]

      expect(claimed.map((job) => job?.subject)).toEqual(['first', 'later'])
      expect(await queue.claim(10, LEASE)).toBeUndefined()
      expect(await queue.nextRunAt()).toBe(50)
    })

    it('gives a job to one of many who ask at once', async () => {
      const queue = await open()
      await queue.enqueue('a')

      const claims = await Promise.all(Array.from({ length: 8 }, () => queue.claim(1, LEASE)))

      expect(claims.filter((job) => job !== undefined)).toHaveLength(1)
    })

    it('keeps one waiting job a subject, and another while one is under way', async () => {
      const queue = await open()
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
      const queue = await open()
      await queue.enqueue('a')
      await queue.claim(0, LEASE)

      expect(await queue.claim(LEASE - 1, LEASE)).toBeUndefined()
      expect(await queue.claim(LEASE, LEASE)).toMatchObject({ subject: 'a', attempt: 2 })
    })

    it('gives out at once what a dead process had claimed', async () => {
      const queue = await open()
      await queue.enqueue('a')
      await queue.claim(0, LEASE)

      await queue.releaseAll()

      expect(await queue.claim(1, LEASE)).toMatchObject({ subject: 'a', attempt: 2 })
    })

    it('forgets a completed job and keeps an abandoned one from being claimed', async () => {
      const queue = await open()
      await queue.enqueue('done')
      await queue.enqueue('hopeless')
      for (const job of [await queue.claim(9, LEASE), await queue.claim(9, LEASE)]) {
        if (job?.subject === 'done') await queue.complete(job.jobId)
        else if (job) await queue.abandon(job.jobId, 'it always fails')
      }

      expect(await queue.claim(LEASE * 9, LEASE)).toBeUndefined()
      expect(await queue.nextRunAt()).toBeUndefined()
      expect(await queue.unfinished()).toBe(0)
    })

    it('retries a job later, once, also when a newer one waits', async () => {
      const queue = await open()
      await queue.enqueue('a')
      const job = await queue.claim(0, LEASE)
      await queue.enqueue('a', 5)

      await queue.retry(job?.jobId ?? '', 9, 'the disk was full')

      expect(await queue.claim(10, LEASE)).toMatchObject({ subject: 'a', attempt: 1 })
      expect(await queue.claim(10, LEASE)).toBeUndefined()
    })

    it('agrees with a plain list on every history', async () => {
      const queue = await open()

      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { maxLength: 30 }), async (steps) => {
          await emptyQueue(queue.queue)
          const model = createModel()
          const held: Job[] = []
          let now = 0

          for (const step of steps) {
            now += step.pause
            const job = held[step.pick % Math.max(1, held.length)]
            if (step.do === 'enqueue') {
              await queue.enqueue(step.subject, now + step.delay)
              model.enqueue(step.subject, now + step.delay)
            } else if (step.do === 'claim') {
              const claimed = await queue.claim(now, LEASE)
              expect(model.mayClaim(now, claimed?.subject)).toBe(true)
              if (claimed) {
                expect(claimed.attempt).toBe(model.claim(claimed.subject, now + LEASE))
                held.push(claimed)
              }
            } else if (job && step.do === 'complete') {
              // Once the lease has run out, another may hold it.
              if (!model.isHeld(job.subject, now)) continue
              held.splice(held.indexOf(job), 1)
              await queue.complete(job.jobId)
              model.complete(job.subject)
            }
            expect(await queue.unfinished()).toBe(model.unfinished())
          }
        }),
        { numRuns: 30 },
      )
    })
  })
}

/** One job a subject at a time, so that a subject names its job. */
function createModel() {
  const waiting = new Map<string, { runAt: number; attempts: number }>()
  const active = new Map<string, { leaseUntil: number; attempts: number }>()

  return {
    enqueue(subject: string, runAt: number) {
      if (!waiting.has(subject)) waiting.set(subject, { runAt, attempts: 0 })
    },
    /** Whether a queue may answer so: with one of those that are due for the longest. */
    mayClaim(now: number, subject: string | undefined): boolean {
      const due = [...waiting].filter(([, { runAt }]) => runAt <= now)
      const expired = [...active].filter(([, { leaseUntil }]) => leaseUntil <= now)
      if (subject === undefined) return due.length + expired.length === 0
      return [...due, ...expired].some(([name]) => name === subject)
    },
    claim(subject: string, leaseUntil: number): number {
      const job = waiting.get(subject) ?? active.get(subject)
      waiting.delete(subject)
      const attempts = (job?.attempts ?? 0) + 1
      active.set(subject, { leaseUntil, attempts })
      return attempts
    },
    isHeld: (subject: string, now: number) => (active.get(subject)?.leaseUntil ?? 0) > now,
    complete: (subject: string) => void active.delete(subject),
    unfinished: () => waiting.size + active.size,
  }
}

const anyStep = fc.record({
  do: fc.constantFrom('enqueue', 'claim', 'complete'),
  // No subject twice: two jobs of one subject are the business of the tests above.
  subject: fc.uuid(),
  delay: fc.integer({ min: 0, max: 20 }),
  pause: fc.constantFrom(0, 1, 10, LEASE),
  pick: fc.nat(),
})

async function emptyQueue(queue: JobQueue): Promise<void> {
  await queue.releaseAll()
  for (;;) {
    const job = await queue.claim(Number.MAX_SAFE_INTEGER - LEASE, LEASE)
    if (!job) return
    await queue.complete(job.jobId)
  }
}
