import { randomUUID } from 'node:crypto'

import { analysedIssue } from './analysed-issue.ts'
import { call, sendLogs } from './collector-client.ts'
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
  const runId = `run-${marker}`
  const now = new Date().toISOString()
  const prompt = { user_prompt: `${marker} is asked` }
  await call(collector, 'POST /v1/custom', {
    key: collector.keys.ingest,
    body: { type: 'run', run_id: runId, start_time: now, end_time: now, prompt },
  })
  const rules = `PUT /api/casefile/v1/projects/${collector.projectId}/scrub-rules`
  const body = { fields: [marker], patterns: [] }
  await call(collector, rules, { key: collector.keys.project, body })
  const pattern = `pattern-${marker.slice(0, 30)}`
  await call(
    collector,
    `PUT /api/casefile/v1/projects/${collector.projectId}/patterns/${pattern}`,
    {
      key: collector.keys.project,
      body: { name: 'Marked', definition: { phrases: [marker] } },
    },
  )
  await analysedIssue(collector, issue.body.issueId)

  return {
    marker,
    ids: {
      sessions: sessionId,
      issues: issue.body.issueId,
      projects: collector.projectId,
      'replay-chunks': replay.body.chunkId,
      patterns: pattern,
      runs: runId,
    },
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
