import Type from 'typebox'

import type { Context } from '../context.ts'
import { productionOnly, projectOf } from '../http/access.ts'
import type { App } from '../http/app.ts'
import { allowAnyOrigin, answerPreflight } from '../http/cors.ts'
import { findIssue, findProject, findSession } from '../http/find-resource.ts'
import { readIdempotencyKey } from '../http/idempotency-key.ts'
import { refusals } from '../schemas/error.ts'
import { IssueInputSchema, IssueListSchema, IssueSchema } from '../schemas/issue.ts'
import { reference } from '../schemas/reference.ts'
import { countAccepted } from '../outcomes/count-accepted.ts'
import { issueEntries } from '../analysis/issue-entries.ts'
import { mapIssue } from './map-issue.ts'
import { readText } from '../http/read-text.ts'

const MOST_CHARACTERS = 5000
/** The longest description, every character escaped, takes a fifth; the rest is for metadata. */
const BODY_BYTES = 256 * 1024

const NO_ENTRIES = { error: 0, warn: 0, network_failed: 0, total: 0 }

const params = Type.Object({ id: Type.String() })

export function issueRoutes(app: App, context: Context): void {
  createRoute(app, context)
  detailRoute(app, context)
  listRoute(app, context)
}

function createRoute(app: App, context: Context): void {
  const { access, meta, now, outcomes, scrub, wakeWorker } = context
  answerPreflight(app, '/v1/issues')
  app.post(
    '/v1/issues',
    {
      config: { intake: 'issues' },
      bodyLimit: BODY_BYTES,
      onRequest: [allowAnyOrigin, access.require('capture', 'project')],
      schema: {
        summary: 'Create an issue from a session; its analysis follows',
        tags: ['UserContext'],
        body: reference(IssueInputSchema),
        response: {
          ...refusals,
          201: Type.Object(
            { issueId: Type.String({ format: 'uuid' }) },
            { description: 'The issue is stored; its analysis follows.' },
          ),
        },
      },
    },
    async (request, reply) => {
      const idempotencyKey = readIdempotencyKey(request)
      const { sessionId, userDescription, metadata = {} } = request.body
      const description = readText(userDescription, 'userDescription', MOST_CHARACTERS)
      await findSession(request, meta, sessionId)
      const projectId = projectOf(request)
      const text = await scrub.report(projectId, { text: description, metadata })

      const { issue, repeated } = await meta.createIssue({
        projectId,
        sessionId,
        userDescription: text,
        metadata,
        createdAt: now(),
        idempotencyKey,
      })
      if (!repeated) countAccepted(outcomes, { projectId, item: 'issues' })
      wakeWorker()
      return reply.code(201).send({ issueId: issue.issueId })
    },
  )
}

function detailRoute(app: App, context: Context): void {
  const { access, meta } = context
  app.get(
    '/v1/issues/:id',
    {
      onRequest: [access.require('project', 'inbox', 'mcp'), productionOnly],
      schema: {
        summary: 'An issue with its analysis and the entries that led to it',
        tags: ['UserContext'],
        params,
        response: { ...refusals, 200: reference(IssueSchema) },
      },
    },
    async (request) => {
      const issue = await findIssue(request, meta, request.params.id)
      return { ...mapIssue(issue), logs: await issueEntries(context, issue) }
    },
  )
}

function listRoute(app: App, { access, events, meta }: Context): void {
  app.get(
    '/v1/projects/:id/issues',
    {
      onRequest: [access.require('project', 'inbox', 'mcp'), productionOnly],
      schema: {
        summary: 'A project’s issues, newest first',
        tags: ['UserContext'],
        params,
        querystring: Type.Object({
          page: Type.Integer({ minimum: 1, maximum: 1_000_000_000, default: 1 }),
          limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
        }),
        response: {
          ...refusals,
          200: reference(IssueListSchema, 'One page of the issues, and how many there are.'),
        },
      },
    },
    async (request) => {
      const { projectId } = await findProject(request, meta, request.params.id)

      const { page, limit } = request.query
      const found = await meta.issues(projectId, { offset: (page - 1) * limit, limit })
      const ranges = await Promise.all(
        found.issues.map(async ({ sessionId, createdAt }) => {
          const session = await meta.session(sessionId)
          const sessionCreatedAt = session?.createdAt ?? createdAt
          return { sessionId, sessionCreatedAt, until: createdAt }
        }),
      )
      const counts = await events.counts(ranges)
      const issues = await Promise.all(
        found.issues.map(async (issue, index) => {
          const kept = await meta.evidence(issue.issueId)
          return { ...mapIssue(issue), entryCounts: kept?.counts ?? counts[index] ?? NO_ENTRIES }
        }),
      )
      return { issues, total: found.total, page }
    },
  )
}
