import { setImmediate } from 'node:timers/promises'

import type { Job, JobQueue } from '../storage/job-queue.ts'

/** Far beyond what a job takes; only a process that hangs lets it run out. */
const LEASE_DURATION = 5 * 60_000
const MOST_ATTEMPTS = 5
const FIRST_RETRY = 1000
/** Work added without `wake`, e.g. by a command of care, is found after this. */
const POLL_INTERVAL = 1000

export interface WorkerOptions {
  jobs: JobQueue
  now: () => number
  /** Does the job; rejecting means that it should be tried again. */
  run: (job: Job) => Promise<void>
  /** Called once when the last attempt has failed. */
  giveUp: (job: Job) => Promise<void>
  logError: (error: unknown) => void
}

export interface Worker {
  /** Looks for work now. */
  wake: () => void
  /** Resolves when the job under way is done; no other is begun. */
  stop: () => Promise<void>
}

/** Works off the queue, one job at a time, from the first `wake` on. */
export function createWorker(options: WorkerOptions): Worker {
  const { jobs, now, logError } = options
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> | undefined
  let wokenMeanwhile = false

  const wake = () => {
    if (stopped) return
    clearTimeout(timer)
    if (working) {
      wokenMeanwhile = true
      return
    }
    working = workOff().finally(() => {
      working = undefined
      if (wokenMeanwhile) {
        wokenMeanwhile = false
        wake()
      }
    })
  }

  async function workOff(): Promise<void> {
    let delay = POLL_INTERVAL
    try {
      while (!stopped) {
        const job = await jobs.claim(now(), LEASE_DURATION)
        if (!job) break
        await perform(options, job)
        // The embedded stores answer without waiting, so a long queue would let no request in.
        await setImmediate()
      }
      const nextRunAt = stopped ? undefined : await jobs.nextRunAt()
      if (nextRunAt !== undefined) delay = Math.min(delay, Math.max(0, nextRunAt - now()))
    } catch (error) {
      logError(error)
    }
    if (!stopped) timer = setTimeout(() => void look(), delay)
  }

  /** Claiming writes, so that it is left alone until something is due. */
  async function look(): Promise<void> {
    const mine = timer
    const nextRunAt = await jobs.nextRunAt().catch((error: unknown) => {
      if (!stopped) logError(error)
      return undefined
    })
    // Woken meanwhile: then the next look is arranged already.
    if (stopped || working || timer !== mine) return
    if (nextRunAt !== undefined && nextRunAt <= now()) wake()
    else timer = setTimeout(() => void look(), POLL_INTERVAL)
  }

  return {
    wake,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await working
    },
  }
}

async function perform({ jobs, now, run, giveUp, logError }: WorkerOptions, job: Job) {
  // It never failed, it took the process down with it each time.
  if (job.attempt > MOST_ATTEMPTS) {
    await giveUp(job)
    await jobs.abandon(job.jobId, 'the collector died while it ran')
    return
  }

  try {
    await run(job)
    await jobs.complete(job.jobId)
  } catch (error) {
    logError(error)
    const reason = error instanceof Error ? error.message : String(error)
    if (job.attempt < MOST_ATTEMPTS) {
      await jobs.retry(job.jobId, now() + FIRST_RETRY * 4 ** (job.attempt - 1), reason)
      return
    }
    await giveUp(job)
    await jobs.abandon(job.jobId, reason)
  }
}
