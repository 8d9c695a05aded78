import { vi } from 'vitest'

import type { readCollector } from './read-collector.ts'

interface Chunk {
  chunkId: string
  firstTime: number
  lastTime: number
  eventCount: number
}

interface ReplayEvent {
  type: number
  timestamp: number
  data: unknown
}

/** What the collector has of a session's replay; waits for the upload that follows the report. */
export async function readReplay(collector: ReturnType<typeof readCollector>, sessionId: string) {
  const { chunks } = await vi.waitFor(
    async () => {
      const path = `/api/casefile/v1/sessions/${sessionId}/replay`
      const answer = await collector.get<{ chunks: Chunk[] }>(path)
      if (answer.chunks.length === 0) throw new Error('No replay has arrived yet')
      return answer
    },
    { timeout: 10_000, interval: 50 },
  )
  const bodies = await Promise.all(
    chunks.map(({ chunkId }) =>
      collector.get<{ events: ReplayEvent[] }>(`/api/casefile/v1/replay-chunks/${chunkId}`),
    ),
  )
  return { chunks, events: bodies.flatMap(({ events }) => events) }
}
