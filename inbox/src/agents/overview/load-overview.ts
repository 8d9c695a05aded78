import { askAgents, queryOf } from '../agent-api.ts'
import type { RangeName } from '../range.ts'
import type { FeedbackFigures, Metrics, ModelUse, Overview, ToolUse } from './overview-types.ts'

export async function loadOverview(
  projectId: string,
  range: RangeName,
  signal: AbortSignal,
): Promise<Overview> {
  const query = queryOf({ range })
  const ask = <Answer>(what: string) => askAgents<Answer>(projectId, `${what}?${query}`, { signal })

  const [metrics, { models }, { tools }, feedback] = await Promise.all([
    ask<Metrics>('metrics'),
    ask<{ models: ModelUse[] }>('models'),
    ask<{ tools: ToolUse[] }>('tools'),
    ask<FeedbackFigures>('feedback'),
  ])
  return { metrics, models, tools, feedback }
}
