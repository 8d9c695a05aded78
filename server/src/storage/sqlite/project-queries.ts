import { randomUUID } from 'node:crypto'

import type { Project, ProjectFigures, ProjectStore } from '../meta/project-store.ts'
import type { Database } from './database.ts'

const COLUMNS = 'project_id AS projectId, name, created_at AS createdAt'

export function projectQueries(db: Database): ProjectStore {
  const insert = db.prepare(
    'INSERT INTO projects (project_id, name, created_at) VALUES (:projectId, :name, :createdAt)',
  )
  const all = db.prepare<Project>(`SELECT ${COLUMNS} FROM projects ORDER BY created_at, rowid`)
  const one = db.prepare<Project>(`SELECT ${COLUMNS} FROM projects WHERE project_id = :projectId`)
  const figures = db.prepare<ProjectFigures>(
    `SELECT issue_count AS issueCount, session_count AS sessionCount FROM project_figures
     WHERE project_id = :projectId`,
  )

  return {
    async createProject({ name, createdAt }) {
      const project = { projectId: randomUUID(), name, createdAt }
      insert.run(project)
      return project
    },
    async projects() {
      return all.all()
    },
    async project(projectId) {
      return one.get({ projectId })
    },
    async projectFigures(projectId) {
      return figures.get({ projectId }) ?? { issueCount: 0, sessionCount: 0 }
    },
  }
}
