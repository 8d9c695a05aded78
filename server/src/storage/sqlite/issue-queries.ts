import { randomUUID } from 'node:crypto'

import type { Json } from 'casefile/protocol'

import type { Analysis } from '../../analysis/analyzer.ts'
import type { AnalysisStatus, FoundIssue, Issue, IssueStore } from '../meta/issue-store.ts'
import type { Database } from './database.ts'
import { insertJob } from './sqlite-job-queue.ts'
import { toMatch } from './to-match.ts'

interface IssueRow {
  issueId: string
  projectId: string
  sessionId: string
  userDescription: string
  metadata: string
  createdAt: number
  analysisStatus: AnalysisStatus
  analysis: string | null
}

const SELECT = `SELECT issue_id AS issueId, project_id AS projectId, session_id AS sessionId,
  user_description AS userDescription, metadata, created_at AS createdAt,
  analysis_status AS analysisStatus, analysis FROM issues`

export function issueQueries(db: Database): IssueStore {
  const insert = db.prepare(
    `INSERT INTO issues (issue_id, project_id, session_id, user_description, metadata, created_at,
       idempotency_key, analysis_status)
     VALUES (:issueId, :projectId, :sessionId, :userDescription, :metadata, :createdAt,
       :idempotencyKey, 'pending')`,
  )
  const byId = db.prepare<IssueRow>(`${SELECT} WHERE issue_id = :issueId`)
  const byKey = db.prepare<IssueRow>(
    `${SELECT} WHERE project_id = :projectId AND idempotency_key = :idempotencyKey`,
  )
  const page = db.prepare<IssueRow>(
    `${SELECT} WHERE project_id = :projectId ORDER BY created_at DESC, sequence DESC
     LIMIT :limit OFFSET :offset`,
  )
  const total = db.prepare<{ total: number }>(
    'SELECT count(*) AS total FROM issues WHERE project_id = :projectId',
  )
  const search = db.prepare<FoundIssue>(
    `SELECT issue_id AS issueId, session_id AS sessionId, issues.user_description AS userDescription,
       created_at AS createdAt
     FROM issue_texts JOIN issues ON sequence = issue_texts.rowid
     WHERE issue_texts MATCH :match AND project_id = :projectId
     ORDER BY issue_texts.rowid DESC LIMIT :limit`,
  )
  const ofSession = db.prepare<FoundIssue>(
    `SELECT issue_id AS issueId, session_id AS sessionId, user_description AS userDescription,
       created_at AS createdAt
     FROM issues WHERE session_id = :sessionId ORDER BY created_at DESC, sequence DESC LIMIT :limit`,
  )
  const since = db.prepare<Pick<Issue, 'issueId' | 'createdAt'>>(
    `SELECT issue_id AS issueId, created_at AS createdAt FROM issues
     WHERE session_id = :sessionId AND created_at >= :time ORDER BY created_at`,
  )
  const save = db.prepare(
    `UPDATE issues SET analysis_status = 'complete', analysis = :analysis WHERE issue_id = :issueId`,
  )
  // An analysis that was completed before is still right for what it saw.
  const fail = db.prepare(
    `UPDATE issues SET analysis_status = 'failed' WHERE issue_id = :issueId AND analysis IS NULL`,
  )

  return {
    async createIssue({ metadata, idempotencyKey, ...fields }) {
      return db.transaction(() => {
        const { projectId } = fields
        const first = idempotencyKey && byKey.get({ projectId, idempotencyKey })
        if (first) return { issue: toIssue(first), repeated: true }

        const issueId = randomUUID()
        insert.run({
          ...fields,
          issueId,
          metadata: JSON.stringify(metadata),
          idempotencyKey: idempotencyKey ?? null,
        })
        insertJob(db, { kind: 'analyse-issue', subject: issueId, runAt: fields.createdAt })
        const issue: Issue = {
          ...fields,
          issueId,
          metadata,
          analysisStatus: 'pending',
          analysis: null,
        }
        return { issue, repeated: false }
      })
    },
    async issue(issueId) {
      const row = byId.get({ issueId })
      return row && toIssue(row)
    },
    async issues(projectId, { offset, limit }) {
      const rows = page.all({ projectId, offset, limit })
      return { issues: rows.map(toIssue), total: total.get({ projectId })?.total ?? 0 }
    },
    async searchIssues(projectId, { text, limit }) {
      const match = toMatch(text)
      return match === undefined ? [] : search.all({ projectId, match, limit })
    },
    async issuesOfSession(sessionId, limit) {
      return ofSession.all({ sessionId, limit })
    },
    async issuesSince(sessionId, time) {
      return since.all({ sessionId, time })
    },
    async saveAnalysis(issueId, analysis) {
      save.run({ issueId, analysis: JSON.stringify(analysis) })
    },
    async failAnalysis(issueId) {
      fail.run({ issueId })
    },
  }
}

/** Reads back the JSON that this file wrote. */
function toIssue({ metadata, analysis, ...row }: IssueRow): Issue {
  return {
    ...row,
    metadata: JSON.parse(metadata) as { [key: string]: Json },
    analysis: analysis === null ? null : (JSON.parse(analysis) as Analysis),
  }
}
