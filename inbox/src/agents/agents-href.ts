import { type AgentsPart, hrefTo } from '../routes.ts'

/** What stays when one goes from one page about agents to another. */
const KEPT = ['project', 'source', 'range'] as const

/** The address of a page about agents. */
export function agentsHref(
  query: URLSearchParams,
  { part, id }: { part: AgentsPart; id?: string | undefined },
  changes: { [name: string]: string | undefined } = {},
): string {
  const kept = KEPT.flatMap((name) => {
    const value = query.get(name)
    return value === null ? [] : [[name, value]]
  })
  return hrefTo({ page: 'agents', part, ...(id && { id }) }, new URLSearchParams(kept), changes)
}

/** The address of a run; without a source it is looked for in both. */
export function runHref(
  query: URLSearchParams,
  { runId, source, span }: { runId: string; source?: string | undefined; span?: string },
): string {
  return agentsHref(query, { part: 'runs', id: runId }, { source, span })
}
