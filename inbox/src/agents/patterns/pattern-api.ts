import { call } from '../../call.ts'
import { OWN } from '../../request.ts'
import { askAgents, queryOf } from '../agent-api.ts'
import type { RangeName } from '../range.ts'
import type { PatternRuns } from '../run/load-matches.ts'
import type { KnownPattern, OwnPattern, Pattern } from './pattern-types.ts'

export const RUNS_PER_PAGE = 25

export async function getPatterns(
  projectId: string,
  range: RangeName,
  signal: AbortSignal,
): Promise<Pattern[]> {
  const path = `patterns?${queryOf({ range })}`
  const { patterns } = await askAgents<{ patterns: Pattern[] }>(projectId, path, { signal })
  return patterns
}

export function getPatternRuns(
  projectId: string,
  { slug, range, page }: { slug: string; range: RangeName; page: number },
  signal: AbortSignal,
): Promise<PatternRuns> {
  const query = queryOf({ range, limit: RUNS_PER_PAGE, offset: (page - 1) * RUNS_PER_PAGE })
  return askAgents(projectId, `patterns/${encodeURIComponent(slug)}/runs?${query}`, { signal })
}

/** The built-in ones and those that the project has defined, also those that are switched off. */
export async function getKnownPatterns(
  projectId: string,
  signal: AbortSignal,
): Promise<KnownPattern[]> {
  const { patterns } = await call<{ patterns: KnownPattern[] }>(pathOf(projectId), { signal })
  return patterns
}

export function saveOwnPattern(projectId: string, { slug, ...body }: OwnPattern): Promise<unknown> {
  return call(pathOf(projectId, slug), { method: 'PUT', body })
}

export function removeOwnPattern(projectId: string, slug: string): Promise<unknown> {
  return call(pathOf(projectId, slug), { method: 'DELETE' })
}

function pathOf(projectId: string, slug?: string): string {
  const all = `${OWN}/projects/${encodeURIComponent(projectId)}/patterns`
  return slug === undefined ? all : `${all}/${encodeURIComponent(slug)}`
}
