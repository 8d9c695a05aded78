import type { Migration } from '../migrate.ts'
import { BATCHES } from './001-batches.ts'
import { indexAndFigures } from './002-index-and-figures.ts'

/** The schema of one day's `events-YYYYMMDD.db`, step by step, a file a step. */
export const SEGMENT_MIGRATIONS: readonly Migration[] = [BATCHES, indexAndFigures]
