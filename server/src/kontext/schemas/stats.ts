import Type from 'typebox'

import { count, text, time } from './fields.ts'

const milliseconds = Type.Number({ minimum: 0 })

export const KontextStatsSchema = {
  ...Type.Object(
    {
      totalTraces: count,
      totalEvents: count,
      eventCounts: Type.Object({
        ok: count,
        warn: count,
        error_remote: count,
        error_proxy: count,
        error_auth: count,
      }),
      errorRate: Type.Number({
        minimum: 0,
        maximum: 100,
        description: 'Percent of all events; a warning is no error.',
      }),
      latency: Type.Object(
        { avg: milliseconds, p50: milliseconds, p95: milliseconds, p99: milliseconds },
        { description: 'Milliseconds, percentiles right to 2 %; 0 of no events.' },
      ),
      bytesTransferred: Type.Object({ in: count, out: count }),
      errorsByType: Type.Array(Type.Object({ type: text, count })),
      topTools: Type.Array(
        Type.Object({
          toolName: text,
          count,
          errorCount: count,
          avgDurationMs: Type.Unsafe<number | null>({ type: ['number', 'null'] }),
        }),
        { description: 'The ten with the most calls.' },
      ),
      timeline: Type.Array(
        Type.Object({ timestamp: time, total: count, ok: count, warn: count, error: count }),
        { description: 'Hours of a day, or days, oldest first, those without events too.' },
      ),
    },
    { description: 'What happened in the period, up to the end of this hour.' },
  ),
  $id: 'KontextStats',
}
