import type { Pattern } from './pattern.ts'
import { taskFailureReported } from './task-failure-reported.ts'
import { userConfusion } from './user-confusion.ts'
import { userFrustration } from './user-frustration.ts'

/** What every project's runs are looked at for. */
export const BUILT_IN_PATTERNS: readonly Pattern[] = [
  userFrustration,
  userConfusion,
  taskFailureReported,
]
