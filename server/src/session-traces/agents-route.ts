import type { Context } from '../context.ts'
import { agentIdOf } from '../http/agent-id.ts'
import type { App } from '../http/app.ts'
import { traceScopeOf } from '../http/trace-scope.ts'
import { ProjectHeader } from '../schemas/project-header.ts'
import { reference } from '../schemas/reference.ts'
import { READERS, TAGS } from './readers.ts'
import { AgentListSchema } from './schemas/agents.ts'
import { sessionTracesRefusals } from './schemas/error.ts'

export function agentsRoute(app: App, { access, traces }: Context): void {
  app.get(
    '/api/agents',
    {
      onRequest: access.require(...READERS),
      schema: {
        summary: 'The agents whose runs have come in',
        tags: TAGS,
        headers: ProjectHeader,
        response: { ...sessionTracesRefusals, 200: reference(AgentListSchema) },
      },
    },
    async (request) => {
      const agents = await traces.agents(traceScopeOf(request))
      return {
        success: true as const,
        total: agents.length,
        agents: agents.map(({ name, runCount, lastRun }) => ({
          id: agentIdOf(name),
          name,
          runCount,
          lastRunAt: new Date(lastRun).toISOString(),
        })),
      }
    },
  )
}
