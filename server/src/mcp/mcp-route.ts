import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { McpHttpHandler } from '@modelcontextprotocol/server'
import type { FastifyReply, FastifyRequest } from 'fastify'

import type { Context } from '../context.ts'
import { projectOf, type AccessControl } from '../http/access.ts'
import type { App } from '../http/app.ts'
import type { ApiAnswer } from './create-mcp-server.ts'
import type { ApiRequest } from './read-tool.ts'

const PATH = '/mcp'
const BODY_BYTES = 1024 * 1024

/** The Model Context Protocol over streamable HTTP, without sessions: each request stands alone. */
export function mcpRoute(app: App, { access }: Context): void {
  const schema = { hide: true }
  const onRequest = access.require('read', 'project')

  app.post(PATH, { bodyLimit: BODY_BYTES, onRequest, schema }, async (request, reply) => {
    // The protocol's package is large, and most collectors are never asked by it.
    const [{ createMcpHandler }, { createMcpServer }] = await Promise.all([
      import('@modelcontextprotocol/server'),
      import('./create-mcp-server.ts'),
    ])
    const handler = createMcpHandler(
      () =>
        createMcpServer({
          projectId: projectOf(request),
          askApi: (asked) => askApi(app, request, { asked, toolHeaders: access.toolHeaders }),
        }),
      // Nothing here changes by itself, so there is nothing to keep a connection open for.
      { responseMode: 'json', maxSubscriptions: 0 },
    )
    return answer(request, reply, handler)
  })

  // Streams that the server begins, and the end of sessions: there are none of either.
  app.route({
    method: ['GET', 'DELETE'],
    url: PATH,
    onRequest,
    schema,
    handler: (_request, reply) =>
      reply
        .code(405)
        .header('allow', 'POST')
        .send({
          jsonrpc: '2.0',
          id: null,
          error: { code: -32_000, message: 'Method not allowed. Use POST.' },
        }),
  })
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  handler: McpHttpHandler,
): Promise<FastifyReply> {
  const asked = new Request(new URL(request.url, 'http://casefile.invalid'), {
    method: 'POST',
    headers: headersOf(request),
    body: JSON.stringify(request.body),
  })
  const response = await handler.fetch(asked, { parsedBody: request.body })
  reply.code(response.status)
  for (const [name, value] of response.headers) reply.header(name, value)
  return reply.send(response.body && Readable.fromWeb(response.body as ReadableStream))
}

function headersOf({ headers }: FastifyRequest): Headers {
  const copy = new Headers({ 'content-type': 'application/json' })
  for (const [name, value] of Object.entries(headers)) {
    if (/^(accept|mcp-.*)$/.test(name) && value !== undefined) copy.set(name, String(value))
  }
  return copy
}

/** Asks one of our own routes as whoever asked: the same key, the same limits and refusals. */
async function askApi(
  app: App,
  { headers, ip }: FastifyRequest,
  {
    asked: { method, path, query = {}, body },
    toolHeaders,
  }: { asked: ApiRequest; toolHeaders: AccessControl['toolHeaders'] },
): Promise<ApiAnswer> {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value))
  }
  const { authorization, 'x-api-key': apiKey } = headers
  const response = await app.inject({
    method,
    url: `${path}?${search}`,
    remoteAddress: ip,
    headers: {
      ...toolHeaders,
      ...(authorization !== undefined && { authorization }),
      ...(apiKey !== undefined && { 'x-api-key': apiKey }),
    },
    ...(body && { payload: body }),
  })
  return { status: response.statusCode, body: response.json() }
}
