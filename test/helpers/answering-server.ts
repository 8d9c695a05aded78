import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Base address of a server that answers as its query says; see `answer`. */
    answeringServer: string
  }
}

/** A server for tests in the browser: real statuses, slow bodies, closed sockets. */
export async function setup(project: TestProject): Promise<() => void> {
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  project.provide('answeringServer', `http://127.0.0.1:${port}`)

  return () => {
    server.close()
    server.closeAllConnections()
  }
}

/**
 * - `?status=500&body=text` that status and body, with a `content-length`
 * - `/echo` what arrived, as JSON
 * - `/drip` headers at once and a body that never ends
 * - `/hang` no answer
 * - `/drop` closes the connection
 * - `&cors=no` an answer that the page may not read
 */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  if (searchParams.get('cors') !== 'no') {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-methods', '*')
    response.setHeader('access-control-allow-headers', '*')
  }

  if (request.method === 'OPTIONS') return void response.writeHead(204).end()
  if (pathname === '/hang') return
  if (pathname === '/drop') return void request.socket.destroy()
  if (pathname === '/drip') return void response.write('data: first\n\n')

  let body = searchParams.get('body') ?? ''
  if (pathname === '/echo') {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk)
    body = JSON.stringify({ method: request.method, body: Buffer.concat(chunks).toString() })
  }
  response.writeHead(Number(searchParams.get('status') ?? 200), {
    'content-type': 'text/plain',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}
