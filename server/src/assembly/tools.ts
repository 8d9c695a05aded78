import type { Logger } from '../log/logger.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Stores } from '../storage/data-folder.ts'

/** What every part of a collector is built with. */
export interface Tools {
  stores: Stores
  now: () => number
  logger: Logger
  logError: (error: unknown) => void
  metrics: Metrics
}
