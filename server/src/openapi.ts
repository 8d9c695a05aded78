import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'

import { SECURITY_SCHEMES } from './describe-access.ts'
import { SESSION_COOKIE } from './http/session-cookie.ts'

/** How the OpenAPI document is made from the routes' schemas. */
export function openApiOptions(version: string, basePath: string): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Casefile collector',
        version,
        description:
          'Sessions, log entries, issues and their analysis; runs of agents. Refusals are `{statusCode, error, message}` unless an API has a shape of its own, and every answer carries `x-request-id`, under which the collector’s log has the request.',
      },
      ...(basePath && { servers: [{ url: basePath }] }),
      components: {
        securitySchemes: {
          ...SECURITY_SCHEMES,
          inboxSession: {
            type: 'apiKey',
            in: 'cookie',
            name: SESSION_COOKIE,
            description: 'A browser that is signed in to the inbox.',
          },
          metricsToken: {
            type: 'http',
            scheme: 'bearer',
            description: 'The token the collector was started with.',
          },
        },
      },
      tags: [
        { name: 'UserContext' },
        { name: 'Agent runs', description: 'Every way in for runs of agents.' },
        {
          name: 'Context Company',
          description: 'Runs of agents, and what is derived from them. Refusals are `{error}`.',
        },
        {
          name: 'Kontext',
          description: 'The same runs as traces. Refusals are `{message, statusCode}`.',
        },
        {
          name: 'Session traces',
          description:
            'The same runs as events of sessions. Refusals are `{success: false, error: {code, message}}`.',
        },
        { name: 'Casefile' },
        { name: 'Service' },
      ],
    },
    // Otherwise components are called def-0, def-1, …
    refResolver: {
      buildLocalReference: (schema, _baseUri, _fragment, index) =>
        typeof schema.$id === 'string' ? schema.$id : `Schema${index}`,
    },
  }
}
