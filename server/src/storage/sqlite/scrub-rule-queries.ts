import type { MetaStore, ScrubRules } from '../meta-store.ts'
import type { Database } from './database.ts'

type ScrubRuleQueries = Pick<MetaStore, 'scrubRules' | 'saveScrubRules'>

export function scrubRuleQueries(db: Database): ScrubRuleQueries {
  const one = db.prepare<{ rules: string }>(
    'SELECT rules FROM scrub_rules WHERE project_id = :projectId',
  )
  const save = db.prepare(
    `INSERT INTO scrub_rules (project_id, rules) VALUES (:projectId, :rules)
     ON CONFLICT (project_id) DO UPDATE SET rules = excluded.rules`,
  )

  return {
    async scrubRules(projectId) {
      const row = one.get({ projectId })
      return row && (JSON.parse(row.rules) as ScrubRules)
    },
    async saveScrubRules(projectId, rules) {
      save.run({ projectId, rules: JSON.stringify(rules) })
    },
  }
}
