import { createHash } from 'node:crypto'

import type { TraceStore } from '../../storage/trace-store.ts'
import { weekBefore, weekOf } from './week.ts'
import { writeInsight } from './write-insight.ts'

/** So long after its end a week is written up once more: offline devices send late. */
const LATE_ARRIVALS = 24 * 60 * 60_000

/** Writes the insight of the week that is over, for each project that had runs in it. */
export async function writeDueInsights(traces: TraceStore, now: number): Promise<void> {
  const period = weekBefore(weekOf(now))
  for (const projectId of await traces.projectsWithRuns(period)) {
    const insightId = insightIdOf(projectId, period.from)
    const known = await traces.insight(projectId, insightId)
    const isFinal = known && known.createdAt >= period.to + LATE_ARRIVALS
    const waits = known && now < period.to + LATE_ARRIVALS
    if (isFinal || waits) continue

    const content = await writeInsight(traces, { projectId, period })
    await traces.saveInsight({
      insightId,
      projectId,
      period,
      createdAt: now,
      content: { ...content },
    })
  }
}

/** The same each time, so that nothing is written twice by two collectors. */
function insightIdOf(projectId: string, from: number): string {
  const hash = createHash('sha256').update(`${projectId} ${from}`).digest('hex')
  return `insight_${hash.slice(0, 20)}`
}
