import type { ScrubRuleStore, ScrubRules } from '../meta/scrub-rule-store.ts'
import type { Database } from './database.ts'

export function scrubRuleQueries(db: Database): ScrubRuleStore {
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
