import type { MetaStore } from '../meta-store.ts'
import { accountQueries } from './account-queries.ts'
import { accountSessionQueries } from './account-session-queries.ts'
import { captureSwitchQueries } from './capture-switch-queries.ts'
import type { Database } from './database.ts'
import { eraseQueries } from './erase-queries.ts'
import { issueQueries } from './issue-queries.ts'
import { keyQueries } from './key-queries.ts'
import { outcomeQueries } from './outcome-queries.ts'
import { projectQueries } from './project-queries.ts'
import { replayQueries } from './replay-queries.ts'
import { scrubRuleQueries } from './scrub-rule-queries.ts'
import { retentionQueries } from './retention-queries.ts'
import { sessionQueries } from './session-queries.ts'
import { usageQueries } from './usage-queries.ts'

/** The relational store on `meta.db`, put together from one file of queries a table. */
export function createSqliteMetaStore(db: Database): MetaStore {
  return {
    ...projectQueries(db),
    ...keyQueries(db),
    ...accountQueries(db),
    ...accountSessionQueries(db),
    ...sessionQueries(db),
    ...issueQueries(db),
    ...replayQueries(db),
    ...outcomeQueries(db),
    ...usageQueries(db),
    ...scrubRuleQueries(db),
    ...captureSwitchQueries(db),
    ...retentionQueries(db),
    ...eraseQueries(db),
    async close() {
      db.close()
    },
  }
}
