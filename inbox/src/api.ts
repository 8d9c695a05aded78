import type {
  FoundKind,
  IssueDetail,
  IssuePage,
  Project,
  ReplayChunk,
  SearchResult,
  SeriesStep,
  Session,
  SessionEntries,
  SessionEntry,
} from './api-types.ts'
import { call } from './call.ts'
import type { Outcomes } from './intake/outcomes.ts'
import { OWN } from './request.ts'

export async function getProjects(signal: AbortSignal): Promise<Project[]> {
  const { projects } = await get<{ projects: Project[] }>(`${OWN}/projects`, signal)
  return projects
}

export function getIssues(
  projectId: string,
  { page, limit, signal }: { page: number; limit: number; signal: AbortSignal },
): Promise<IssuePage> {
  return get(
    `/v1/projects/${encodeURIComponent(projectId)}/issues?page=${page}&limit=${limit}`,
    signal,
  )
}

/** What became of everything that was sent lately; `duration` in milliseconds. */
export function getOutcomes(
  projectId: string,
  { duration, signal }: { duration: number; signal: AbortSignal },
): Promise<Outcomes> {
  const from = new Date(Date.now() - duration).toISOString()
  return get(
    `${OWN}/projects/${encodeURIComponent(projectId)}/outcomes?${new URLSearchParams({ from })}`,
    signal,
  )
}

/** Errors, warnings and failed requests, the newest arrivals first, and reports. */
export function search(
  projectId: string,
  {
    text,
    kind,
    cursor,
    signal,
  }: { text: string; kind?: FoundKind | undefined; cursor?: string; signal: AbortSignal },
): Promise<SearchResult> {
  const query = new URLSearchParams({
    ...(text && { text }),
    ...(kind && { kind }),
    ...(cursor && { cursor }),
  })
  return get(`${OWN}/projects/${encodeURIComponent(projectId)}/search?${query}`, signal)
}

/** Figures in steps of so many minutes; steps in which nothing happened are left out. */
export async function getSeries(
  projectId: string,
  { from, to, step, signal }: { from: number; to: number; step: number; signal: AbortSignal },
): Promise<SeriesStep[]> {
  const query = new URLSearchParams({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    step: String(step),
  })
  const path = `${OWN}/projects/${encodeURIComponent(projectId)}/series?${query}`
  const { steps } = await get<{ steps: SeriesStep[] }>(path, signal)
  return steps
}

export function getIssue(issueId: string, signal: AbortSignal): Promise<IssueDetail> {
  return get(`/v1/issues/${encodeURIComponent(issueId)}`, signal)
}

export async function getMarkdown(issueId: string): Promise<string> {
  const path = `/v1/issues/${encodeURIComponent(issueId)}/export`
  const { markdown } = await get<{ markdown: string }>(path, new AbortController().signal)
  return markdown
}

export function getSession(sessionId: string, signal: AbortSignal): Promise<Session> {
  return get(`${OWN}/sessions/${encodeURIComponent(sessionId)}`, signal)
}

/** The recorded session with an id of the client's own; one or none. */
export async function getVisits(
  projectId: string,
  { externalSessionId, signal }: { externalSessionId: string; signal: AbortSignal },
): Promise<Session[]> {
  const query = new URLSearchParams({ externalSessionId })
  const path = `${OWN}/projects/${encodeURIComponent(projectId)}/sessions?${query}`
  const { sessions } = await get<{ sessions: Session[] }>(path, signal)
  return sessions
}

/** Every entry of the session, or up to a moment, oldest first, one page after the other. */
export async function getEntries(
  sessionId: string,
  { until, signal }: { until?: string; signal: AbortSignal },
): Promise<SessionEntries> {
  const entries: SessionEntry[] = []
  let removedUntil: string | null = null
  let cursor: string | null = null

  do {
    const query: URLSearchParams = new URLSearchParams({
      limit: '1000',
      ...(until && { until }),
      ...(cursor && { cursor }),
    })
    const page: SessionEntries & { nextCursor: string | null } = await get(
      `${OWN}/sessions/${encodeURIComponent(sessionId)}/entries?${query}`,
      signal,
    )
    entries.push(...page.entries)
    cursor = page.nextCursor
    removedUntil = page.removedUntil
  } while (cursor)

  return { entries, removedUntil }
}

export async function getReplayChunks(
  sessionId: string,
  { until, signal }: { until: string; signal: AbortSignal },
): Promise<ReplayChunk[]> {
  const path = `${OWN}/sessions/${encodeURIComponent(sessionId)}/replay?${new URLSearchParams({ until })}`
  const { chunks } = await get<{ chunks: ReplayChunk[] }>(path, signal)
  return chunks
}

/** The recorded events of one chunk. Nothing about them has been checked. */
export async function getReplayEvents(chunkId: string, signal: AbortSignal): Promise<unknown[]> {
  const { events } = await get<{ events: unknown }>(
    `${OWN}/replay-chunks/${encodeURIComponent(chunkId)}`,
    signal,
  )
  return Array.isArray(events) ? events : []
}

function get<Answer>(path: string, signal: AbortSignal): Promise<Answer> {
  return call(path, { signal })
}
