import { vi } from 'vitest'

import { readIssue } from './collector-client.ts'
import type { RunningCollector } from './start-collector.ts'

/** The issue once its analysis is there and, when given, as it is expected to be. */
export function analysedIssue(
  collector: RunningCollector,
  issueId: string,
  isExpected: (issue: Awaited<ReturnType<typeof readIssue>>) => boolean = () => true,
) {
  return vi.waitFor(
    async () => {
      const issue = await readIssue(collector, issueId)
      if (issue.analysis_status !== 'complete' || !isExpected(issue)) {
        throw new Error(`Not yet: ${issue.analysis_status}, ${issue.ai_summary}`)
      }
      return issue
    },
    { timeout: 15_000, interval: 50 },
  )
}
