import { join } from 'node:path'

import { onTestFinished } from 'vitest'

import { openDatabase } from '../../server/src/storage/sqlite/database.ts'
import { createSqliteTraceStore } from '../../server/src/storage/sqlite/sqlite-trace-store.ts'
import type { TraceStore } from '../../server/src/storage/trace-store.ts'
import type { RunDetail } from '../../server/src/storage/traces/run-reader.ts'
import type { TraceSource } from '../../server/src/storage/traces/source.ts'
import type { RunningCollector } from './start-collector.ts'

/** Reads what a running collector has stored, from beside it. */
export function storedRuns({ data }: Pick<RunningCollector, 'data'>): TraceStore {
  const store = createSqliteTraceStore(openDatabase(join(data, 'runs.db'), { readOnly: true }))
  onTestFinished(() => store.close())
  return store
}

/** A run as it is stored, of either source. Throws when there is none. */
export async function storedRun(
  collector: Pick<RunningCollector, 'data' | 'projectId'>,
  runId: string,
  sources: readonly TraceSource[] = ['prod', 'dev'],
): Promise<RunDetail> {
  const { projectId } = collector
  const run = await storedRuns(collector).run({ projectId, sources }, runId)
  if (!run) throw new Error(`There is no run ${runId}`)
  return run
}
