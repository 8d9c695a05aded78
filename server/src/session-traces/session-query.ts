import Type, { type Static, type TObject } from 'typebox'

import type { AgentSessionQuery } from '../storage/traces/agent-session-reader.ts'
import type { TraceScope } from '../storage/traces/source.ts'
import { readList } from './read-list.ts'
import { rangeQuery, readRange } from './read-range.ts'
import { SESSION_STATUSES } from './schemas/session.ts'
import { statesOf } from './session-status.ts'

const list = (description: string) => Type.Optional(Type.String({ description }))

/** The parameters by which sessions are chosen. */
export const filterQuery = {
  status: list(`Any of these, with commas between: ${SESSION_STATUSES.join(', ')}.`),
  agentName: list('Sessions with a run of any of these agents, with commas between.'),
  environment: list('`dev`, `prod` or both.'),
  channel: list('Nobody says a channel of a run, so with one there are no sessions.'),
  disposition: list('Likewise.'),
  outcome: list('Likewise.'),
  q: Type.Optional(
    Type.String({ maxLength: 256, description: 'Words that all occur in the prompts.' }),
  ),
  mine: Type.Optional(
    Type.Boolean({ description: 'Without effect: all sessions of a project are its keys’ own.' }),
  ),
  ...rangeQuery,
}

export type SessionFilters = Static<TObject<typeof filterQuery>>

type Chosen = Omit<AgentSessionQuery, 'page' | 'order' | 'direction'>

/** The sessions that a query chooses; `undefined` when there can be none. */
export function readFilters(
  query: SessionFilters,
  { scope, now }: { scope: TraceScope; now: number },
): Chosen | undefined {
  const statuses = readList(query.status)
  const states = statuses && statesOf(statuses, now)
  const environments = readList(query.environment)
  const sources = scope.sources.filter((source) => environments?.includes(source) ?? true)
  const range = readRange(query, now)
  const unsaid = [query.channel, query.disposition, query.outcome].some((text) => readList(text))
  if (unsaid || states?.length === 0 || sources.length === 0) return undefined

  return {
    projectId: scope.projectId,
    sources,
    range,
    states,
    agents: readList(query.agentName),
    text: query.q?.trim() ? query.q : undefined,
  }
}
