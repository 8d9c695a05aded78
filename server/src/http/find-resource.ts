import type { FastifyRequest } from 'fastify'

import { maySee } from './access.ts'
import { ApiError } from './api-error.ts'
import type { MetaStore } from '../storage/meta-store.ts'
import type { Issue } from '../storage/meta/issue-store.ts'
import type { Project } from '../storage/meta/project-store.ts'
import type { Session } from '../storage/meta/session-store.ts'

/** The project, when there is one and the request may know of it; else 404. */
export async function findProject(
  request: FastifyRequest,
  meta: MetaStore,
  projectId: string,
): Promise<Project> {
  const project = maySee(request, projectId) && (await meta.project(projectId))
  if (project) return project
  throw new ApiError('NOT_FOUND', `There is no project ${projectId}`)
}

/** The session, when there is one and the request may know of it; else 404. */
export async function findSession(
  request: FastifyRequest,
  meta: MetaStore,
  sessionId: string,
): Promise<Session> {
  const session = await meta.session(sessionId)
  if (session && maySee(request, session.projectId)) return session
  throw new ApiError('NOT_FOUND', `There is no session ${sessionId}`)
}

/** The issue, when there is one and the request may know of it; else 404. */
export async function findIssue(
  request: FastifyRequest,
  meta: MetaStore,
  issueId: string,
): Promise<Issue> {
  const issue = await meta.issue(issueId)
  if (issue && maySee(request, issue.projectId)) return issue
  throw new ApiError('NOT_FOUND', `There is no issue ${issueId}`)
}
