import { readCollector } from '../helpers/read-collector.ts'
import type { RunningCollector } from '../helpers/start-collector.ts'

export interface ReportCounts {
  /** Different reports that the collector holds. */
  stored: number
  /** Copies beyond the first, of reports and of pieces of a replay. */
  duplicated: number
  /** Different marks of the page in all replays. */
  marks: number
}

interface Chunk {
  chunkId: string
  firstTime: number
  lastTime: number
  eventCount: number
}

/** Reads over the API what the collector holds of the reports that carry a number. */
export async function countReports(
  collector: RunningCollector,
  sessions: Iterable<string>,
): Promise<ReportCounts> {
  const reader = readCollector(collector)
  const reports = (await reader.issues()).map(({ userDescription }) => userDescription)
  const pieces: string[] = []
  const marks = new Set<string>()

  for (const session of sessions) {
    const path = `/api/casefile/v1/sessions/${session}/replay`
    const { chunks } = await reader.get<{ chunks: Chunk[] }>(path)
    for (const { chunkId, firstTime, lastTime, eventCount } of chunks) {
      pieces.push([session, firstTime, lastTime, eventCount].join())
      const body = await reader.get(`/api/casefile/v1/replay-chunks/${chunkId}`)
      for (const [mark] of JSON.stringify(body).matchAll(/\bmark-\d+-/g)) marks.add(mark)
    }
  }

  const copiesOf = (all: readonly string[]) => all.length - new Set(all).size
  return {
    stored: new Set(reports).size,
    duplicated: copiesOf(reports) + copiesOf(pieces),
    marks: marks.size,
  }
}
