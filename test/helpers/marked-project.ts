import { randomUUID } from 'node:crypto'

import { analysedIssue } from './analysed-issue.ts'
import { call, sendLogs } from './collector-client.ts'
import { withTraceStore } from './seed-runs.ts'
import type { RunningCollector } from './start-collector.ts'
import { consoleEntry } from './wire-entries.ts'

/** Ids of everything a project holds, by the part of a path that an id stands behind. */
export interface MarkedProject {
  marker: string
  ids: Record<string, string>
}

/** Fills the collector's first project with one of everything, each holding the marker. */
export async function fillProject(collector: RunningCollector): Promise<MarkedProject> {
  const marker = `marker${randomUUID().replaceAll('-', '')}`
  const { capture: key } = collector.keys
  const session = { key, body: { externalSessionId: marker } }
  const { sessionId } = (await call(collector, 'POST /v1/sessions', session)).body
  await sendLogs(collector, sessionId, [consoleEntry(`${marker} failed`, { level: 'error' })])

  const replay = await call(collector, `POST /api/casefile/v1/sessions/${sessionId}/replay`, {
    key,
    body: { events: [{ type: 4, timestamp: Date.now(), data: { href: `/${marker}` } }] },
  })
  const issue = await call(collector, 'POST /v1/issues', {
    key,
    body: { sessionId, userDescription: `${marker} is reported`, metadata: { marker } },
  })
  const rules = `PUT /api/casefile/v1/projects/${collector.projectId}/scrub-rules`
  const body = { fields: [marker], patterns: [] }
  await call(collector, rules, { key: collector.keys.project, body })
  await analysedIssue(collector, issue.body.issueId)

  const agents = await fillRuns(collector, { marker, sessionId })
  return {
    marker,
    ids: {
      sessions: sessionId,
      issues: issue.body.issueId,
      projects: collector.projectId,
      'replay-chunks': replay.body.chunkId,
      ...agents,
    },
  }
}

/** A run of an agent in the session, and what is derived from such. */
async function fillRuns(
  collector: RunningCollector,
  { marker, sessionId }: { marker: string; sessionId: string },
) {
  const runId = randomUUID()
  const now = new Date().toISOString()
  const times = { run_id: runId, start_time: now, end_time: now }
  const failed = { status_code: 2, status_message: `${marker} went wrong` }
  const prompt = { user_prompt: `${marker} is asked` }
  const items = [
    { type: 'run', ...times, ...failed, prompt, session_id: sessionId },
    // A span of the same id, because both stand behind `/traces/` in paths.
    { type: 'step', step_id: runId, ...times, status_code: 0, prompt: marker },
  ]
  const body = { type: 'batch', items }
  await call(collector, 'POST /v1/custom', { key: collector.keys.ingest, body })

  const key = collector.keys.read
  const failures = await call(collector, 'GET /v1/failures?range=1h', { key })
  const slug = `p-${randomUUID()}`
  const insightId = randomUUID()
  const { projectId } = collector
  const definition = { phrases: [marker] }
  await call(collector, `PUT /api/casefile/v1/projects/${projectId}/patterns/${slug}`, {
    key: collector.keys.project,
    body: { name: marker, definition },
  })
  await withTraceStore(collector.data, async (store) => {
    const period = { from: 0, to: 1 }
    const content = { title: marker, summary: '', comparison: [], trends: [], issues: [] }
    const whole = { ...content, topics: [], highlights: [] }
    await store.saveInsight({ insightId, projectId, period, createdAt: 0, content: whole })
  })
  return {
    runs: runId,
    traces: runId,
    failures: String(failures.body.failures[0].failure_id),
    patterns: slug,
    insights: insightId,
  }
}

/**
 * A path with its parameters filled in. Throws at one it does not know: whoever adds a route says
 * here what stands in it, and so has it tested.
 */
export function fillPath(path: string, ids: MarkedProject['ids']): string {
  return path.replace(/(?<=\/([^/]+)\/)(?:\{[^}]+\}|:[^/]+)/g, (parameter, before: string) => {
    const id = ids[before]
    if (id === undefined) {
      throw new Error(`${path}: teach test/helpers/marked-project.ts what ${parameter} is`)
    }
    return encodeURIComponent(id)
  })
}
