import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'

import { onTestFinished } from 'vitest'

/** What a path answers: a page's HTML, or a handler of its own. */
type Answer = string | ((request: IncomingMessage, response: ServerResponse) => void)

/** Serves pages a user could have written, on an origin of their own; gone when the test is over. */
export function servePages(
  pages: Record<string, Answer>,
  headers: Record<string, string> = {},
): Promise<string> {
  return serveAll((request, response) => {
    const answer = pages[new URL(request.url ?? '/', 'http://localhost').pathname]
    // Browsers ask for a favicon, and complain on the console when there is none.
    if (request.url === '/favicon.ico') return void response.writeHead(204).end()
    if (answer === undefined) return void response.writeHead(404).end()
    if (typeof answer !== 'string') return answer(request, response)
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(answer)
  })
}

/** Lets one handler answer everything, on an origin of its own. */
export async function serveAll(handle: RequestListener): Promise<string> {
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
