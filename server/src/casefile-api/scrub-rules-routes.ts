import type { FastifyRequest } from 'fastify'
import Type from 'typebox'

import type { Context } from '../context.ts'
import { maySee } from '../http/access.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { refusals } from '../schemas/error.ts'
import { reference } from '../schemas/reference.ts'
import { ScrubRulesSchema } from '../schemas/scrub-rules.ts'
import { compileRules } from '../scrub/rules.ts'
import { PatternError } from '../scrub/safe-pattern.ts'
import type { ScrubRules } from '../storage/meta/scrub-rule-store.ts'

const PATH = '/api/casefile/v1/projects/:id/scrub-rules'
const BODY_BYTES = 64 * 1024

const params = Type.Object({ id: Type.String() })

export function scrubRulesRoutes(app: App, { access, meta }: Context): void {
  app.get(
    PATH,
    {
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'What a project has taken out of everything it is sent',
        description: 'Beside tokens, cookies, e-mail addresses and cards, which always are.',
        tags: ['Casefile'],
        params,
        response: { ...refusals, 200: reference(ScrubRulesSchema) },
      },
    },
    async (request) => {
      const projectId = await findProject(request, request.params.id)
      return (await meta.scrubRules(projectId)) ?? { fields: [], patterns: [] }
    },
  )

  app.put(
    PATH,
    {
      bodyLimit: BODY_BYTES,
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'Say what else a project has taken out',
        description:
          'Holds for what comes in from now on. Stored data stays as it is; answers with the rules.',
        tags: ['Casefile'],
        params,
        body: reference(ScrubRulesSchema),
        response: { ...refusals, 200: reference(ScrubRulesSchema) },
      },
    },
    async (request) => {
      const projectId = await findProject(request, request.params.id)
      check(request.body)
      await meta.saveScrubRules(projectId, request.body)
      return request.body
    },
  )

  async function findProject(request: FastifyRequest, projectId: string): Promise<string> {
    const project = maySee(request, projectId) && (await meta.project(projectId))
    if (!project) throw new ApiError('NOT_FOUND', `There is no project ${projectId}`)
    return projectId
  }
}

function check(rules: ScrubRules): void {
  try {
    compileRules(rules)
  } catch (error) {
    if (error instanceof PatternError) throw new ApiError('VALIDATION_ERROR', error.message)
    throw error
  }
}
