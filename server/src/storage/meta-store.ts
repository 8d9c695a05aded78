import type { AccountStore } from './meta/account-store.ts'
import type { CaptureSwitchStore } from './meta/capture-switch-store.ts'
import type { ErasureStore } from './meta/erasure-store.ts'
import type { IssueStore } from './meta/issue-store.ts'
import type { KeyStore } from './meta/key-store.ts'
import type { OutcomeStore } from './meta/outcome-store.ts'
import type { ProjectStore } from './meta/project-store.ts'
import type { ReplayIndex } from './meta/replay-index.ts'
import type { RetentionStore } from './meta/retention-store.ts'
import type { ScrubRuleStore } from './meta/scrub-rule-store.ts'
import type { SessionStore } from './meta/session-store.ts'

/** What is small, relational and changes, put together from a file of methods a subject. */
export interface MetaStore
  extends
    ProjectStore,
    KeyStore,
    AccountStore,
    SessionStore,
    IssueStore,
    ReplayIndex,
    OutcomeStore,
    ScrubRuleStore,
    CaptureSwitchStore,
    RetentionStore,
    ErasureStore {
  close(): Promise<void>
}
