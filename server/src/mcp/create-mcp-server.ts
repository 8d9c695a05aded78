import { fromJsonSchema, McpServer, type CallToolResult } from '@modelcontextprotocol/server'

import { VERSION } from '../version.ts'
import type { ApiRequest } from './read-tool.ts'
import { ISSUE_TOOLS } from './tools/issue-tools.ts'
import { RUN_TOOLS } from './tools/run-tools.ts'
import { asUntrusted, INSTRUCTIONS } from './untrusted.ts'

/** What the API answered to a tool. */
export interface ApiAnswer {
  status: number
  body: unknown
}

export interface McpServerOptions {
  /** The project of the key that asks. */
  projectId: string
  /** Makes a request to our own API in the name of who asks. */
  askApi: (request: ApiRequest) => Promise<ApiAnswer>
}

/** A server of the Model Context Protocol for one request: every tool is a request to the REST API. */
export function createMcpServer({ projectId, askApi }: McpServerOptions): McpServer {
  const server = new McpServer(
    { name: 'casefile', title: 'Casefile', version: VERSION },
    { instructions: INSTRUCTIONS },
  )
  for (const tool of [...ISSUE_TOOLS, ...RUN_TOOLS]) {
    const { name, title, description, input } = tool
    const config = {
      title,
      description,
      inputSchema: fromJsonSchema<{ [name: string]: unknown }>(input as object),
      annotations: { readOnlyHint: true, openWorldHint: false },
    }
    server.registerTool(name, config, async (args) => {
      const { status, body } = await askApi(tool.request(args, projectId))
      if (status >= 400) return refused(body)
      return { content: [text(asUntrusted(tool.pick ? tool.pick(body, args) : body))] }
    })
  }
  return server
}

/** What the API said no with, in words that a model can act on. */
function refused(body: unknown): CallToolResult {
  const { message, error } = body as { message?: unknown; error?: unknown }
  const reason = [message, error].find((part) => typeof part === 'string')
  return { isError: true, content: [text(String(reason ?? 'The request was refused'))] }
}

function text(said: string) {
  return { type: 'text', text: said } as const
}
