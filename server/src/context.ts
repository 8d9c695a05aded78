import type { Accounts } from './accounts/accounts.ts'
import type { InboxSessions } from './accounts/inbox-sessions.ts'
import type { AccessControl } from './http/access.ts'
import type { InboxAccess } from './http/inbox-access.ts'
import type { InboxCookies } from './http/inbox-cookies.ts'
import type { AccessTokens } from './keys/access-tokens.ts'
import type { DiskBudget } from './limits/disk-budget.ts'
import type { SessionQuota } from './limits/session-quota.ts'
import type { SpanLimits } from './limits/span-limits.ts'
import type { LanguageModel } from './model/language-model.ts'
import type { EntryOutcomes } from './outcomes/entry-outcomes.ts'
import type { OutcomeCounter } from './outcomes/outcome-counter.ts'
import type { Scrubber } from './scrub/scrubber.ts'
import type { Stores } from './storage/data-folder.ts'

/** What routes work with. Each takes what it needs by destructuring. */
export interface Context extends Pick<Stores, 'blobs' | 'events' | 'jobs' | 'meta' | 'traces'> {
  access: AccessControl
  accessTokens: AccessTokens
  accounts: Accounts
  cookies: InboxCookies
  disk: DiskBudget
  outcomes: OutcomeCounter
  quota: SessionQuota
  /** How many bytes the recording of one session may take. */
  replayQuota: number
  entryOutcomes: EntryOutcomes
  inboxAccess: InboxAccess
  inboxSessions: InboxSessions
  /** Reads questions, where somebody has set one up. */
  model: LanguageModel | undefined
  now: () => number
  /** Takes out what the sender should not have sent, before anything is stored. */
  scrub: Scrubber
  spanLimits: SpanLimits
  /** Called after runs have come in, or what they are looked at for has changed. */
  wakeAnalyst: () => void
  /** Called after a job was added: the worker looks for it now instead of at its next turn. */
  wakeWorker: () => void
}
