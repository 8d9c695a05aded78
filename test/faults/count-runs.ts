import type { FaultProxy } from '../helpers/fault-proxy.ts'
import { read } from '../helpers/read-runs.ts'
import type { RunningCollector } from '../helpers/start-collector.ts'

export interface RunCounts {
  /** Different runs that the collector holds. */
  stored: number
  /** Requests with a run that have come as far as the proxy; one whose connection is dead does not. */
  sent: number
}

/** Reads over the API which runs of agents the collector holds. */
export async function countRuns(
  collector: RunningCollector,
  { attempts }: FaultProxy,
): Promise<RunCounts> {
  const { body } = await read(collector, '/v1/runs?source=prod&range=1d')
  const { runs } = body as { runs: { run_id: string }[] }
  return {
    stored: new Set(runs.map(({ run_id }) => run_id)).size,
    sent: attempts.filter(({ path }) => path === '/v1/custom').length,
  }
}
