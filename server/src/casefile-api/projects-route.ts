import type { Context } from '../context.ts'
import { accessOf } from '../http/access.ts'
import type { App } from '../http/app.ts'
import { captureKeyOf } from '../keys/project-keys.ts'
import { refusals } from '../schemas/error.ts'
import { ProjectListSchema } from '../schemas/project.ts'
import { reference } from '../schemas/reference.ts'
import type { Project } from '../storage/meta/project-store.ts'

export function projectsRoute(app: App, { access, events, meta, now }: Context): void {
  app.get(
    '/api/casefile/v1/projects',
    {
      onRequest: access.require('project', 'inbox'),
      schema: {
        summary: 'The projects: with a key its own, in the inbox all',
        tags: ['Casefile'],
        response: {
          ...refusals,
          200: reference(ProjectListSchema, 'The projects that may be seen.'),
        },
      },
    },
    async (request) => {
      const asking = accessOf(request)
      const all = await meta.projects()
      const mine =
        asking.by === 'inbox' ? all : all.filter(({ projectId }) => projectId === asking.projectId)
      return { projects: await Promise.all(mine.map(describe)) }
    },
  )

  async function describe({ projectId, name, createdAt }: Project) {
    const lastReceivedAt = await events.lastReceivedAt(projectId)
    return {
      projectId,
      name,
      captureKey: await captureKeyOf(meta, { projectId, now: now() }),
      createdAt: new Date(createdAt).toISOString(),
      ...(await meta.projectFigures(projectId)),
      lastEntryAt: lastReceivedAt === undefined ? null : new Date(lastReceivedAt).toISOString(),
    }
  }
}
