import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'
import { WebSocketServer } from 'ws'

declare module 'vitest' {
  interface ProvidedContext {
    /** Base address of a server that answers as its query says; see `answer`. */
    answeringServer: string
  }
}

/** A server for tests in the browser: real statuses, slow bodies, closed sockets. */
export async function setup(project: TestProject): Promise<() => void> {
  const server = createServer((request, response) => void answer(request, response))
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => {
      const [word, code] = String(data).split(' ')
      if (word === 'close') socket.close(Number(code), 'enough')
      else if (word === 'drop') socket.terminate()
      else socket.send(data, { binary: isBinary })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  project.provide('answeringServer', `http://127.0.0.1:${port}`)

  return () => {
    sockets.close()
    server.close()
    server.closeAllConnections()
  }
}

/**
 * - `?status=500&body=text` that status and body, with a `content-length`
 * - `/echo` what arrived, as JSON
 * - `/slow?delay=50` an answer after 50 ms; `delay=once` after 100 the first time, then at once
 * - `/drip` headers at once and a body that never ends
 * - `/hang` no answer
 * - `/drop` closes the connection
 * - `/stream` three server-sent events, two without a name, and a body that never ends; `?times=1`
 *   a body that ends, and 204 when asked again
 * - `&cors=no` an answer that the page may not read
 * - `&header=x-name:value` a header more, which the page may read
 *
 * A WebSocket gets back what it sends; `close 4001` closes it with that code, `drop` without one.
 */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  if (searchParams.get('cors') !== 'no') {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-methods', '*')
    response.setHeader('access-control-allow-headers', '*')
    response.setHeader('access-control-expose-headers', '*')
    response.setHeader('timing-allow-origin', '*')
  }

  if (request.method === 'OPTIONS') return void response.writeHead(204).end()
  if (pathname === '/hang') return
  if (pathname === '/drop') return void request.socket.destroy()
  if (pathname === '/stream') return stream(request, response)
  for (const header of searchParams.getAll('header')) {
    const [name = '', value = ''] = header.split(':')
    response.setHeader(name, value)
  }
  if (pathname === '/drip') return void response.write('data: first\n\n')

  if (pathname === '/slow') await wait(searchParams.get('delay') ?? '')

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

function stream(request: IncomingMessage, response: ServerResponse): void {
  const endsOnce = request.url?.includes('times=1')
  if (endsOnce && request.headers['last-event-id']) return void response.writeHead(204).end()
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write('retry: 10\nid: 1\ndata: one\n\nevent: error\ndata: named\n\ndata: zw\u00f6lf\n\n')
  if (endsOnce) response.end()
}

const delayed = new Set<string>()

async function wait(delay: string): Promise<void> {
  const ms = delay !== 'once' ? Number(delay) : delayed.has(delay) ? 0 : 100
  delayed.add(delay)
  await setTimeout(ms)
}
