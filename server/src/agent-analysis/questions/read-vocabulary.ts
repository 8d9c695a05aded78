import type { TraceScope } from '../../storage/traces/source.ts'
import type { TraceStore } from '../../storage/trace-store.ts'
import type { Vocabulary } from './question.ts'

const A_MONTH = 30 * 24 * 60 * 60_000
const SESSIONS_READ = 200

/** The names that runs of the last month have. */
export async function readVocabulary(
  traces: TraceStore,
  scope: TraceScope,
  now: number,
): Promise<Vocabulary> {
  const range = { from: now - A_MONTH, to: now }
  const [tools, models, { sessions }] = await Promise.all([
    traces.toolFigures({ ...scope, range }),
    traces.modelFigures({ ...scope, range }),
    traces.agentSessions({ ...scope, range, page: { limit: SESSIONS_READ, offset: 0 } }),
  ])
  return {
    tools: tools.map(({ toolName }) => toolName),
    models: models.map(({ model }) => model),
    agents: [...new Set(sessions.flatMap(({ agents }) => agents))],
  }
}
