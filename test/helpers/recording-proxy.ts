import { gunzipSync } from 'node:zlib'

import { serveAll } from './serve-pages.ts'
import type { RunningCollector } from './start-collector.ts'

/**
 * Puts a page and its collector behind one origin, and keeps what goes to the collector: all of it,
 * also what a browser does not show its debugger.
 */
export async function recordingProxy(collector: RunningCollector, html: () => string) {
  const sent: string[] = []

  const origin = await serveAll((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url ?? '/'
      if (path === '/') return void response.setHeader('content-type', 'text/html').end(html())
      if (!/^\/(v1\/|api\/casefile\/|[\w/.-]*casefile[\w.-]*\.js)/.test(path)) {
        return void response.writeHead(path.startsWith('/missing') ? 404 : 204).end()
      }

      const body = Buffer.concat(chunks)
      const isGzip = request.headers['content-encoding'] === 'gzip'
      if (request.method === 'POST')
        sent.push(
          `${path} ${JSON.stringify(request.headers)} ${(isGzip ? gunzipSync(body) : body).toString()}`,
        )
      const { host, connection, ...headers } = request.headers as Record<string, string>
      const isWithBody = request.method === 'POST' || request.method === 'PUT'
      void fetch(collector.url + path, {
        method: request.method!,
        headers,
        ...(isWithBody && { body }),
      }).then(async (answer) => {
        response.writeHead(answer.status, {
          'content-type': answer.headers.get('content-type') ?? '',
        })
        response.end(Buffer.from(await answer.arrayBuffer()))
      })
    })
  })

  return { origin, sent }
}
