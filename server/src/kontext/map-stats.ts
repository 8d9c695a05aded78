import type { SpanFigures, SpanStatistics } from '../storage/traces/agent-figures.ts'
import { CALL_OUTCOMES, type CallOutcome } from '../storage/traces/span-parts.ts'
import type { TimeRange } from '../storage/traces/source.ts'

const MOST_TOOLS = 10
const ERRORS: readonly CallOutcome[] = ['error_remote', 'error_proxy', 'error_auth']

export function mapStats(found: SpanStatistics, of: { range: TimeRange; step: number }) {
  const eventCounts = sumsOf(found.timeline)
  const total = CALL_OUTCOMES.reduce((sum, outcome) => sum + eventCounts[outcome], 0)
  const { avg, p50, p95, p99 } = found.duration
  return {
    totalTraces: found.runCount,
    totalEvents: total,
    eventCounts,
    errorRate: total === 0 ? 0 : roundToHundredths((errorsOf(eventCounts) / total) * 100),
    latency: { avg: avg ?? 0, p50: p50 ?? 0, p95: p95 ?? 0, p99: p99 ?? 0 },
    bytesTransferred: { in: found.bytesIn, out: found.bytesOut },
    errorsByType: ERRORS.filter((type) => eventCounts[type] > 0)
      .map((type) => ({ type, count: eventCounts[type] }))
      .sort((a, b) => b.count - a.count),
    topTools: found.tools.slice(0, MOST_TOOLS).map((tool) => ({
      toolName: tool.toolName,
      count: tool.callCount,
      errorCount: tool.failedCallCount,
      avgDurationMs: tool.averageDuration,
    })),
    timeline: timelineOf(found.timeline, of),
  }
}

type Counts = { [outcome in CallOutcome]: number }

function sumsOf(buckets: readonly SpanFigures[]): Counts {
  const sums: Counts = { ok: 0, warn: 0, error_remote: 0, error_proxy: 0, error_auth: 0 }
  for (const bucket of buckets) for (const each of CALL_OUTCOMES) sums[each] += bucket[each]
  return sums
}

function timelineOf(
  found: readonly SpanFigures[],
  { range, step }: { range: TimeRange; step: number },
) {
  const known = Map.groupBy(found, ({ time }) => Math.floor((time - range.from) / step))
  return Array.from({ length: Math.ceil((range.to - range.from) / step) }, (_, index) => {
    const counts = sumsOf(known.get(index) ?? [])
    const error = errorsOf(counts)
    return {
      timestamp: new Date(range.from + index * step).toISOString(),
      total: counts.ok + counts.warn + error,
      ok: counts.ok,
      warn: counts.warn,
      error,
    }
  })
}

function errorsOf(counts: Counts): number {
  return ERRORS.reduce((sum, outcome) => sum + counts[outcome], 0)
}

function roundToHundredths(percent: number): number {
  return Math.round(percent * 100) / 100
}
