import { fromWireEntry, type RecordedEvent, type WireEntry } from 'casefile/protocol'

import type { RunningCollector } from './start-collector.ts'

export interface Issue {
  issueId: string
  sessionId: string
  createdAt: string
  userDescription: string
  ai_summary: string | null
  priority: string | null
  impact_score: number | null
  analysis_status: 'pending' | 'complete' | 'failed'
  root_cause: string | null
  metadata: { url: string; browser: string; [key: string]: unknown }
  logs: (WireEntry & { entryId: string })[]
}

/** Asks a collector through its REST API, with the project key. */
export function readCollector({ url, keys, projectId }: RunningCollector) {
  const get = async <Body>(path: string): Promise<Body> => {
    const response = await fetch(url + path, { headers: { 'x-api-key': keys.project } })
    if (!response.ok) throw new Error(`${path} answered ${response.status}`)
    return (await response.json()) as Body
  }

  return {
    get,
    issue: (issueId: string) => get<Issue>(`/v1/issues/${issueId}`),
    issues: async () =>
      (await get<{ issues: Omit<Issue, 'logs'>[] }>(`/v1/projects/${projectId}/issues`)).issues,
    /** The id the collector gave the session of that external id. */
    sessionId: async (externalSessionId: string): Promise<string> => {
      const response = await fetch(`${url}/v1/sessions`, {
        method: 'POST',
        headers: { 'x-api-key': keys.project, 'content-type': 'application/json' },
        body: JSON.stringify({ externalSessionId }),
      })
      return ((await response.json()) as { sessionId: string }).sessionId
    },
    /** All events of a session, in order. */
    events: async (sessionId: string): Promise<RecordedEvent[]> => {
      const events: RecordedEvent[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page: { entries: WireEntry[]; nextCursor: string | null } = await get(
          `/api/casefile/v1/sessions/${sessionId}/entries?limit=500${cursor && `&cursor=${cursor}`}`,
        )
        events.push(...page.entries.map(fromWireEntry))
        cursor = page.nextCursor
      }
      return events
    },
  }
}
