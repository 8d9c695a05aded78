import type { CaptureSwitchStore } from '../meta/capture-switch-store.ts'
import type { Database } from './database.ts'

export function captureSwitchQueries(db: Database): CaptureSwitchStore {
  const one = db.prepare<{ offSince: number }>(
    'SELECT off_since AS offSince FROM capture_off WHERE project_id = :projectId',
  )
  // Switched off once more, it has been off since the first time.
  const turnOff = db.prepare(
    `INSERT INTO capture_off (project_id, off_since) VALUES (:projectId, :offSince)
     ON CONFLICT (project_id) DO NOTHING`,
  )
  const turnOn = db.prepare('DELETE FROM capture_off WHERE project_id = :projectId')

  return {
    async captureOffSince(projectId) {
      return one.get({ projectId })?.offSince ?? null
    },
    async switchCapture(projectId, offSince) {
      if (offSince === null) turnOn.run({ projectId })
      else turnOff.run({ projectId, offSince })
    },
  }
}
