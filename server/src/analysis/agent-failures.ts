import { reportMoment } from 'casefile/protocol'

import type { Stores } from '../storage/data-folder.ts'
import type { Issue } from '../storage/meta/issue-store.ts'
import type { RunDetail } from '../storage/traces/run-reader.ts'
import type { AgentEvidence } from './analyzer.ts'

/** Runs of the session that are looked through for failed ones, the newest. */
const RUNS_READ = 100
const MOST_FAILED_RUNS = 10
const MOST_CALLS_A_RUN = 5

/** What failed of the agent runs in an issue's session up to its moment, oldest first. */
export async function agentFailures(
  { meta, traces }: Pick<Stores, 'meta' | 'traces'>,
  issue: Issue,
): Promise<AgentEvidence[]> {
  const session = await meta.session(issue.sessionId)
  if (!session) return []
  // An analysis is made once; without the runs that came late it is better than none.
  await traces.upToDate().catch(() => {})
  const scope = { projectId: issue.projectId, sources: ['dev', 'prod'] as const }
  const until = reportMoment(issue)
  const { runs } = await traces.runs({
    ...scope,
    sessionId: session.externalId,
    range: { from: 0, to: until + 1 },
    page: { limit: RUNS_READ, offset: 0 },
  })
  const failed = runs
    .filter(({ statusCode, failedSpanCount }) => statusCode === 2 || failedSpanCount > 0)
    .slice(0, MOST_FAILED_RUNS)
  const details = await Promise.all(
    failed.map(({ runId, source }) => traces.run({ ...scope, sources: [source] }, runId)),
  )
  return details
    .flatMap((run) => (run ? failuresOf(run) : []))
    .filter(({ time }) => time <= until)
    .sort((a, b) => a.time - b.time)
}

function failuresOf(run: RunDetail): AgentEvidence[] {
  const { runId, agent } = run
  const calls = run.toolCalls
    .filter(({ statusCode }) => statusCode === 2)
    .slice(-MOST_CALLS_A_RUN)
    .map((call): AgentEvidence => {
      const { spanId, toolName, startTime, endTime, statusMessage } = call
      return {
        type: 'agent-failure',
        entryId: `run:${runId}:${spanId}`,
        runId,
        time: endTime ?? startTime,
        agent,
        toolName,
        message: statusMessage ?? '',
      }
    })
  if (run.statusCode !== 2) return calls
  const { startTime, endTime, statusMessage } = run
  const own: AgentEvidence = {
    type: 'agent-failure',
    entryId: `run:${runId}`,
    runId,
    time: endTime ?? startTime,
    agent,
    toolName: null,
    message: statusMessage ?? '',
  }
  return [...calls, own]
}
