import { formatBytes } from '../progress.ts'
import type { RetentionResult } from './run-retention.ts'

/** What was removed, in words; `undefined` for nothing. */
export function describeRetention(result: RetentionResult, orphans: number): string | undefined {
  const { days, freedBytes, issuesKept, issues, replayChunks, sessions, runs } = result
  const parts = [
    days.length > 0 && `the entries of ${days.join(', ')}`,
    issuesKept > 0 && `of which those of ${issuesKept} issues were kept`,
    replayChunks > 0 && `${replayChunks} pieces of recordings`,
    issues > 0 && `${issues} issues`,
    runs > 0 && `${runs} runs of agents`,
    sessions > 0 && `${sessions} empty sessions`,
    orphans > 0 && `${orphans} files that belonged to nothing`,
  ].filter((part) => part !== false)
  if (parts.length === 0) return undefined
  return `${parts.join(', ')} (${formatBytes(freedBytes)})`
}
