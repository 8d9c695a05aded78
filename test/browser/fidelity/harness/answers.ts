import type { IncomingMessage, ServerResponse } from 'node:http'

import { readBody } from './read-body.ts'

const CHUNK = Buffer.alloc(64 * 1024, 'casefile ')

/**
 * What the scenarios ask for:
 *
 * - `/text?status=500&body=text` that status and body; `&cors=no` not for other origins
 * - `/echo` method, content type and body of the request, as JSON
 * - `/open?name=x` headers and one line at once, and no end; `/is-open?name=x` whether it still is
 * - `/large?mb=200` that much
 * - `/cut` breaks off in the middle, `/drop` before it has begun, `/hang` never begins
 * - `/slow?ms=100` answers after that time
 * - `/events` three events of EventSource, and then again
 * - `/keep?name=x` keeps the body; `/kept?name=x` answers it, as soon as it is there
 * - `/asked?name=x` the methods of all requests with that name so far
 */
export function createAnswers() {
  const asked = new Map<string, string[]>()
  const open = new Map<string, boolean>()
  const kept = new Map<string, { text: Promise<string>; keep: (text: string) => void }>()

  const keeping = (name: string) => {
    let entry = kept.get(name)
    if (!entry) {
      const { promise, resolve } = Promise.withResolvers<string>()
      kept.set(name, (entry = { text: promise, keep: resolve }))
    }
    return entry
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const name = searchParams.get('name') ?? ''
    if (searchParams.get('cors') !== 'no') {
      response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
      response.setHeader('access-control-allow-methods', 'GET, POST, PUT, DELETE')
      response.setHeader('access-control-allow-headers', 'content-type, x-page')
      response.setHeader('access-control-expose-headers', 'x-answer')
    }
    const send = (status: number, body: string, type = 'text/plain') => {
      response.writeHead(status, {
        'content-type': type,
        'content-length': Buffer.byteLength(body),
        'x-answer': 'yes',
      })
      response.end(body)
    }

    if (name && pathname !== '/asked') {
      asked.set(name, [...(asked.get(name) ?? []), request.method ?? ''])
    }
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()

    switch (pathname) {
      case '/text':
        return send(
          Number(searchParams.get('status') ?? 200),
          searchParams.get('body') ?? 'text',
          searchParams.get('type') ?? 'text/plain',
        )
      case '/echo':
        return send(
          200,
          JSON.stringify({
            method: request.method,
            type: request.headers['content-type'],
            page: request.headers['x-page'],
            body: await readBody(request),
          }),
          'application/json',
        )
      case '/asked':
        return send(200, JSON.stringify(asked.get(name) ?? []), 'application/json')
      case '/redirect':
        return void response.writeHead(302, { location: '/text?body=redirected' }).end()
      case '/open':
        open.set(name, true)
        request.socket.once('close', () => open.set(name, false))
        response.once('close', () => open.set(name, false))
        response.writeHead(200, { 'content-type': 'text/plain' })
        return void response.write('first\n')
      case '/is-open':
        return send(200, JSON.stringify(open.get(name) ?? null), 'application/json')
      case '/large':
        return sendMuch(response, Number(searchParams.get('mb')))
      case '/cut':
        response.writeHead(200, { 'content-type': 'text/plain', 'content-length': 1000 })
        return void response.write('begun', () => setTimeout(() => request.socket.destroy(), 20))
      case '/drop':
        return void request.socket.destroy()
      case '/hang':
        return
      case '/slow':
        return void setTimeout(() => send(200, 'slow'), Number(searchParams.get('ms')))
      case '/events':
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        return void response.end(
          'retry: 30\n\ndata: plain\n\nid: 7\nevent: named\ndata: two\ndata: lines\n\ndata: last\n\n',
        )
      case '/keep':
        keeping(name).keep(await readBody(request))
        return send(200, 'kept')
      case '/kept':
        return send(200, await keeping(name).text)
      case '/favicon.ico':
        return void response.writeHead(204).end()
      default:
        return send(404, 'Not here')
    }
  }
}

/** As fast as it is read. */
async function sendMuch(response: ServerResponse, megabytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/octet-stream' })
  for (let sent = 0; sent < megabytes * 1024 * 1024; sent += CHUNK.length) {
    if (!response.writable) return
    if (!response.write(CHUNK)) await new Promise((resolve) => response.once('drain', resolve))
  }
  response.end()
}
