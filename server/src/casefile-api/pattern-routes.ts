import Type from 'typebox'

import { BUILT_IN_PATTERNS } from '../agent-analysis/patterns/built-in.ts'
import type { CustomDefinition } from '../agent-analysis/patterns/custom-pattern.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { findProject } from '../http/find-resource.ts'
import { conflict, refusals } from '../schemas/error.ts'
import {
  PatternInputSchema,
  ProjectPatternListSchema,
  ProjectPatternSchema,
} from '../schemas/pattern.ts'
import { reference } from '../schemas/reference.ts'
import type { PatternDefinition } from '../storage/traces/pattern-store.ts'

const LIST = '/api/casefile/v1/projects/:id/patterns'
const ONE = `${LIST}/:slug`
const BODY_BYTES = 1024 * 1024
const MOST_PATTERNS = 50
/** Runs so young are looked at again for a new pattern. Milliseconds. */
const LOOK_BACK = 7 * 24 * 60 * 60_000

const params = Type.Object({ id: Type.String() })
const slugParams = Type.Object({
  id: Type.String(),
  slug: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 50 }),
})

/** What a project's runs are looked at for. */
export function patternRoutes(app: App, context: Context): void {
  const { access, meta, traces, now, wakeAnalyst } = context

  app.get(
    LIST,
    {
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'The patterns that a project’s runs are looked at for',
        tags: ['Casefile'],
        params,
        response: { ...refusals, 200: reference(ProjectPatternListSchema) },
      },
    },
    async (request) => {
      const { projectId } = await findProject(request, meta, request.params.id)
      const own = await traces.patternDefinitions(projectId)
      return { patterns: [...BUILT_IN_PATTERNS.map(builtIn), ...own.map(toPattern)] }
    },
  )

  app.put(
    ONE,
    {
      bodyLimit: BODY_BYTES,
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'Define a pattern, or change it',
        description:
          'Conversational runs of the last seven days are looked at again, and all that come. `slug` is lower case words with hyphens between, at most 50 characters.',
        tags: ['Casefile'],
        params: slugParams,
        body: reference(PatternInputSchema),
        response: { ...refusals, 200: reference(ProjectPatternSchema), 409: conflict },
      },
    },
    async (request) => {
      const { projectId } = await findProject(request, meta, request.params.id)
      const pattern = { slug: request.params.slug, ...request.body, updatedAt: now() }
      check(pattern.slug, request.body.definition)
      const own = await traces.patternDefinitions(projectId)
      if (own.length >= MOST_PATTERNS && own.every(({ slug }) => slug !== pattern.slug)) {
        throw new ApiError(
          'CONFLICT',
          `A project can have ${MOST_PATTERNS} patterns of its own. Delete one first.`,
        )
      }
      await traces.savePatternDefinition(projectId, pattern)
      await lookAgain(projectId)
      return toPattern(pattern)
    },
  )

  app.delete(
    ONE,
    {
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'Delete a pattern with what it matched',
        tags: ['Casefile'],
        params: slugParams,
        response: { ...refusals, 204: Type.Null({ description: 'It is gone.' }) },
      },
    },
    async (request, reply) => {
      const { projectId } = await findProject(request, meta, request.params.id)
      const { slug } = request.params
      if (!(await traces.removePatternDefinition(projectId, slug))) {
        throw new ApiError('NOT_FOUND', `The project has no pattern ${slug} of its own`)
      }
      return reply.code(204).send(null)
    },
  )

  async function lookAgain(projectId: string): Promise<void> {
    await traces.analyseAgainSince(projectId, now() - LOOK_BACK)
    wakeAnalyst()
  }
}

/** What the schema cannot say. */
function check(slug: string, definition: CustomDefinition): void {
  if (BUILT_IN_PATTERNS.some((pattern) => pattern.slug === slug)) {
    throw new ApiError('CONFLICT', `${slug} is built in. Choose another slug.`)
  }
  const { phrases = [], examples = [] } = definition
  if (phrases.length === 0 && !examples.some(({ matches }) => matches)) {
    throw new ApiError(
      'VALIDATION_ERROR',
      'definition finds nothing: give it phrases, or an example with "matches": true',
    )
  }
}

function builtIn({ slug, name, description }: (typeof BUILT_IN_PATTERNS)[number]) {
  return { slug, name, description, built_in: true, enabled: true }
}

function toPattern({ slug, name, description, enabled, definition }: PatternDefinition) {
  return { slug, name, description, built_in: false, enabled, definition }
}
