import type { Migration } from '../migrate.ts'
import { FIRST } from './001-first.ts'
import { TEXT_AND_FIGURES } from './002-text-and-figures.ts'
import { KEY_SCOPES } from './003-key-scopes.ts'
import { OUTCOME_SUMS } from './004-outcomes.ts'
import { ACCOUNTS } from './005-accounts.ts'
import { SCRUB_RULES } from './006-scrub-rules.ts'
import { CARE } from './007-care.ts'
import { SESSION_USAGE } from './008-session-usage.ts'
import { REPLAY_USAGE } from './009-replay-usage.ts'
import { CAPTURE_SWITCH } from './010-capture-switch.ts'

/** The schema of `meta.db`, step by step, a file a step. Times are epoch milliseconds. */
export const META_MIGRATIONS: readonly Migration[] = [
  FIRST,
  TEXT_AND_FIGURES,
  KEY_SCOPES,
  OUTCOME_SUMS,
  ACCOUNTS,
  SCRUB_RULES,
  CARE,
  SESSION_USAGE,
  REPLAY_USAGE,
  CAPTURE_SWITCH,
]
