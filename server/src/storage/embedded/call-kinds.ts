import type { JobQueue } from '../job-queue.ts'
import type { MetaStore } from '../meta-store.ts'
import type { CallKinds } from './divide-calls.ts'

export const META_CALLS: CallKinds<MetaStore> = {
  createProject: 'write',
  projects: 'read',
  project: 'read',
  projectFigures: 'read',
  addKey: 'write',
  replaceKey: 'write',
  revokeKey: 'write',
  setKeyOrigins: 'write',
  noteKeysUsed: 'write',
  keys: 'read',
  keysByLookup: 'read',
  openSession: 'write',
  session: 'read',
  createIssue: 'write',
  issue: 'read',
  issues: 'read',
  issuesSince: 'read',
  saveAnalysis: 'write',
  failAnalysis: 'write',
  addReplayChunk: 'write',
  replayChunkByKey: 'read',
  replayChunks: 'read',
  replayChunk: 'read',
  addOutcomes: 'write',
  outcomes: 'read',
  forgetOutcomes: 'write',
  // Closes the connection it is called on.
  close: 'read',
}

export const JOB_CALLS: CallKinds<JobQueue> = {
  enqueue: 'write',
  claim: 'write',
  complete: 'write',
  retry: 'write',
  abandon: 'write',
  releaseAll: 'write',
  nextRunAt: 'read',
}
