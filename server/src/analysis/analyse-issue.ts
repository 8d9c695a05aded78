import { answeredRequests, fromWireEntry, reportMoment } from 'casefile/protocol'

import type { Stores } from '../storage/data-folder.ts'
import { agentFailures } from './agent-failures.ts'
import type { Analyzer } from './analyzer.ts'
import { issueEntries } from './issue-entries.ts'

/** The job behind an issue: reads its evidence as it is now and stores what the analyzer says. */
export async function analyseIssue(
  {
    blobs,
    events,
    meta,
    traces,
    analyzer,
  }: Pick<Stores, 'blobs' | 'events' | 'meta' | 'traces'> & { analyzer: Analyzer },
  issueId: string,
): Promise<void> {
  const issue = await meta.issue(issueId)
  if (!issue) return

  const entries = await issueEntries({ blobs, events, meta }, issue)
  const recorded = entries.map((entry) => ({ ...fromWireEntry(entry), entryId: entry.entryId }))
  const answered = answeredRequests(recorded)
  const analysis = await analyzer.analyse({
    description: issue.userDescription,
    metadata: issue.metadata,
    reportedAt: reportMoment(issue),
    events: recorded.filter((event) => !answered.has(event)),
    agentFailures: await agentFailures({ meta, traces }, issue),
  })
  await meta.saveAnalysis(issueId, analysis)
}
