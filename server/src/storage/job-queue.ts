export interface Job {
  jobId: string
  kind: JobKind
  /** What the job is about, e.g. an issue's id. */
  subject: string
  /** Counts this attempt: 1 for the first. */
  attempt: number
}

export type JobKind = 'analyse-issue' | 'retention' | 'erase'

/** Work that must be done once, also when the process dies in between. */
export interface JobQueue {
  /**
   * Adds a job, to be claimed from `runAt` on. A job of the same kind and subject that nobody
   * has claimed yet is enough: then nothing is added, and the earlier `runAt` stays.
   */
  enqueue(job: { kind: JobKind; subject: string; runAt: number }): Promise<void>
  /** Takes the next due job and leases it; when the lease runs out, it may be claimed again. */
  claim(now: number, leaseDuration: number): Promise<Job | undefined>
  complete(jobId: string): Promise<void>
  /** Gives the job back, to be claimed again from `runAt` on. */
  retry(jobId: string, runAt: number, reason: string): Promise<void>
  /** Gives the job up; it stays for a person to look at. */
  abandon(jobId: string, reason: string): Promise<void>
  /** Frees what a dead process had claimed. Only for a queue that nobody else serves. */
  releaseAll(): Promise<void>
  /** How many jobs wait or are under way. */
  unfinished(): Promise<number>
  /** When the next job is due. */
  nextRunAt(): Promise<number | undefined>
}
