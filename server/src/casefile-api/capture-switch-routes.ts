import type { FastifyRequest } from 'fastify'
import Type from 'typebox'

import type { Context } from '../context.ts'
import { maySee } from '../http/access.ts'
import { ApiError } from '../http/api-error.ts'
import type { App } from '../http/app.ts'
import { CaptureSwitchInputSchema, CaptureSwitchSchema } from '../schemas/capture-switch.ts'
import { refusals } from '../schemas/error.ts'
import { reference } from '../schemas/reference.ts'

const PATH = '/api/casefile/v1/projects/:id/capture'
const BODY_BYTES = 1024

const params = Type.Object({ id: Type.String() })

export function captureSwitchRoutes(app: App, { access, meta, now }: Context): void {
  app.get(
    PATH,
    {
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'Whether the pages of a project capture',
        tags: ['Casefile'],
        params,
        response: { ...refusals, 200: reference(CaptureSwitchSchema) },
      },
    },
    async (request) => read(await findProject(request, request.params.id)),
  )

  app.put(
    PATH,
    {
      bodyLimit: BODY_BYTES,
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'Switch the capture of a project off, or on again',
        description:
          'Pages hear of it with the next answer to what they send, stop, and delete what they have not sent; within a quarter of an hour they ask again. What they send until then is stored; reports always are.',
        tags: ['Casefile'],
        params,
        body: reference(CaptureSwitchInputSchema),
        response: { ...refusals, 200: reference(CaptureSwitchSchema) },
      },
    },
    async (request) => {
      const projectId = await findProject(request, request.params.id)
      await meta.switchCapture(projectId, request.body.enabled ? null : now())
      return read(projectId)
    },
  )

  async function read(projectId: string) {
    const offSince = await meta.captureOffSince(projectId)
    return {
      enabled: offSince === null,
      offSince: offSince === null ? null : new Date(offSince).toISOString(),
    }
  }

  async function findProject(request: FastifyRequest, projectId: string): Promise<string> {
    const project = maySee(request, projectId) && (await meta.project(projectId))
    if (!project) throw new ApiError('NOT_FOUND', `There is no project ${projectId}`)
    return projectId
  }
}
