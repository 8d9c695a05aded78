import type { Item, Outcome, Reason } from '../../outcomes/outcome.ts'
import type { Level } from 'casefile/protocol'
import type { OutcomeStore } from '../meta/outcome-store.ts'
import type { Database } from './database.ts'

interface SumRow {
  part: number
  item: Item
  level: Level | ''
  outcome: Outcome
  reason: Reason | ''
  count: number
}

const GRAINS = { minute: 60_000, hour: 60 * 60_000 }

export function outcomeQueries(db: Database): OutcomeStore {
  const add = db.prepare(
    `INSERT INTO outcomes (project_id, grain, time, item, level, outcome, reason, count)
     VALUES (:projectId, :grain, :time, :item, :level, :outcome, :reason, :count)
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  )
  const sums = db.prepare<SumRow>(
    // Parameters arrive as REAL, whose division has fractions.
    `SELECT (time - CAST(:from AS INTEGER)) / CAST(:step AS INTEGER) AS part, item, level, outcome, reason, sum(count) AS count
     FROM outcomes
     WHERE project_id = :projectId AND grain = :grain AND time >= :from AND time < :to
     GROUP BY part, item, level, outcome, reason`,
  )
  const forget = db.prepare(
    `DELETE FROM outcomes
     WHERE project_id IN (SELECT project_id FROM projects UNION SELECT '')
       AND grain = :grain AND time < :before`,
  )

  return {
    async addOutcomes(counts) {
      db.transaction(() => {
        for (const { projectId, time, level, reason, ...count } of counts) {
          for (const grain of Object.values(GRAINS)) {
            add.run({
              ...count,
              projectId: projectId ?? '',
              grain,
              time: time - (time % grain),
              level: level ?? '',
              reason: reason ?? '',
            })
          }
        }
      })
    },
    async outcomes(projectId, { from, to, grain, step }) {
      const rows = sums.all({ projectId: projectId ?? '', from, to, step, grain: GRAINS[grain] })
      return rows.map(({ part, level, reason, ...sum }) => ({
        ...sum,
        time: from + part * step,
        level: level === '' ? null : level,
        reason: reason === '' ? null : reason,
      }))
    },
    async forgetOutcomes({ minutes, hours }) {
      db.transaction(() => {
        forget.run({ grain: GRAINS.minute, before: minutes })
        forget.run({ grain: GRAINS.hour, before: hours })
      })
    },
  }
}
