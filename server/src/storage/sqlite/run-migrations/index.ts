import type { Migration } from '../migrate.ts'
import { RUNS } from './001-runs.ts'
import { ARRIVALS } from './002-arrivals.ts'
import { FAILING_RUNS } from './003-failing-runs.ts'

/** The schema of `runs.db`, step by step, a file a step. Times are epoch milliseconds. */
export const RUN_MIGRATIONS: readonly Migration[] = [RUNS, ARRIVALS, FAILING_RUNS]
