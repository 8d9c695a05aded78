import { openRunDatabase } from '../../server/src/storage/sqlite/open-run-database.ts'
import { createSqliteTraceStore } from '../../server/src/storage/sqlite/sqlite-trace-store.ts'
import type { TraceStore } from '../../server/src/storage/trace-store.ts'
import type { TraceSource } from '../../server/src/storage/traces/source.ts'
import type { SpanPart } from '../../server/src/storage/traces/span-parts.ts'
import type { RunningCollector } from './start-collector.ts'

/**
 * Writes runs into the store of a collector that runs: parts as no format of today brings them
 * all, e.g. calls that ended with a warning. The collector must not write runs at the same time.
 */
export async function seedRuns(
  { data, projectId }: Pick<RunningCollector, 'data' | 'projectId'>,
  parts: readonly SpanPart[],
  source: TraceSource = 'prod',
): Promise<void> {
  await withTraceStore(data, (store) =>
    store.appendParts({ projectId, source, parts, receivedAt: Date.now() }),
  )
}

/** The store of agent runs in a collector's folder, closed afterwards. */
export async function withTraceStore(
  data: string,
  use: (store: TraceStore) => Promise<unknown>,
): Promise<void> {
  const store = createSqliteTraceStore(openRunDatabase(data))
  try {
    await use(store)
  } finally {
    await store.close()
  }
}
