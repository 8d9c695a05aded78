import { describe, expect, it } from 'vitest'

import { sendRequest } from '../../helpers/http-request.ts'
import { useCollector } from '../../helpers/use-collector.ts'

describe('/openapi.json', () => {
  const collector = useCollector()
  const read = async () =>
    JSON.parse((await sendRequest(`${collector().url}/openapi.json`)).text) as {
      openapi: string
      paths: Record<string, object>
      components: { schemas: object }
    }

  it('lists every endpoint with its answers', async () => {
    const { openapi, paths } = await read()

    expect(openapi).toBe('3.1.0')
    expect(
      Object.entries(paths)
        .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
        .sort(),
    ).toEqual([
      'delete /api/casefile/v1/inbox-session',
      'delete /api/casefile/v1/inbox-sessions',
      'delete /api/casefile/v1/projects/{id}/patterns/{slug}',
      'get /api/agents',
      'get /api/casefile/v1/inbox-session',
      'get /api/casefile/v1/projects',
      'get /api/casefile/v1/projects/{id}/capture',
      'get /api/casefile/v1/projects/{id}/outcomes',
      'get /api/casefile/v1/projects/{id}/patterns',
      'get /api/casefile/v1/projects/{id}/scrub-rules',
      'get /api/casefile/v1/projects/{id}/search',
      'get /api/casefile/v1/projects/{id}/series',
      'get /api/casefile/v1/projects/{id}/sessions',
      'get /api/casefile/v1/replay-chunks/{id}',
      'get /api/casefile/v1/sessions/{id}',
      'get /api/casefile/v1/sessions/{id}/entries',
      'get /api/casefile/v1/sessions/{id}/replay',
      'get /api/projects/{projectId}/sessions',
      'get /api/projects/{projectId}/sessions/export',
      'get /api/projects/{projectId}/sessions/generations',
      'get /api/projects/{projectId}/sessions/{sessionId}',
      'get /api/projects/{projectId}/sessions/{sessionId}/analysis',
      'get /api/projects/{projectId}/sessions/{sessionId}/metrics',
      'get /api/projects/{projectId}/sessions/{sessionId}/traces',
      'get /api/projects/{projectId}/sessions/{sessionId}/traces/{spanId}/children',
      'get /api/v1/mcp-events',
      'get /api/v1/traces',
      'get /api/v1/traces/stats',
      'get /api/v1/traces/{traceId}',
      'get /health',
      'get /health/live',
      'get /mcp-events',
      'get /metrics',
      'get /traces',
      'get /traces/stats',
      'get /traces/{traceId}',
      'get /v1/failures',
      'get /v1/failures/{failureId}',
      'get /v1/feedback',
      'get /v1/feedback/runs',
      'get /v1/insights',
      'get /v1/insights/{insightId}',
      'get /v1/issues/{id}',
      'get /v1/issues/{id}/export',
      'get /v1/metrics',
      'get /v1/models',
      'get /v1/patterns',
      'get /v1/patterns/{slug}/runs',
      'get /v1/projects/{id}/issues',
      'get /v1/runs',
      'get /v1/runs/{runId}',
      'get /v1/sessions',
      'get /v1/sessions/{sessionId}',
      'get /v1/tools',
      'post /api/casefile/v1/inbox-session',
      'post /api/casefile/v1/inbox-set-up',
      'post /api/casefile/v1/inbox-sign-in',
      'post /api/casefile/v1/sessions/{id}/replay',
      'post /api/projects/{projectId}/sessions/{sessionId}/traces',
      'post /oauth2/token',
      'post /v1/claude',
      'post /v1/custom',
      'post /v1/feedback',
      'post /v1/insight-search',
      'post /v1/issues',
      'post /v1/mastra',
      'post /v1/openclaw',
      'post /v1/otel-steps',
      'post /v1/pi',
      'post /v1/sessions',
      'post /v1/sessions/{id}/logs',
      'post /v1/traces',
      'put /api/casefile/v1/inbox-password',
      'put /api/casefile/v1/projects/{id}/capture',
      'put /api/casefile/v1/projects/{id}/failures/{failureId}/status',
      'put /api/casefile/v1/projects/{id}/patterns/{slug}',
      'put /api/casefile/v1/projects/{id}/scrub-rules',
    ])
  })

  it('says of every endpoint what it is for and who may use it, by schemes that exist', async () => {
    const { paths, components } = (await read()) as unknown as {
      paths: Record<
        string,
        Record<string, { summary?: string; security?: object[]; tags?: string[] }>
      >
      components: { securitySchemes: object }
    }
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        place: `${method} ${path}`,
        ...operation,
      })),
    )

    for (const { place, summary, security, tags } of operations) {
      expect([place, summary, tags]).toEqual([place, expect.any(String), [expect.any(String)]])
      expect([place, security]).toEqual([place, expect.any(Array)])
      for (const name of (security ?? []).flatMap((way) => Object.keys(way))) {
        expect(Object.keys(components.securitySchemes)).toContain(name)
      }
    }
  })

  it('names every shape and refers to no shape that is not there', async () => {
    const document = await read()
    const references = JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)

    for (const [, target] of references) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(target ?? '')?.[1]
      expect(Object.keys(document.components.schemas)).toContain(name)
    }
    expect(Object.keys(document.components.schemas)).toContain('Issue')
  })
})
