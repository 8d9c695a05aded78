import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

import { WebSocketServer } from 'ws'

import { createAnswers } from './answers.ts'
import { echoSockets } from './echo-sockets.ts'
import { readBody } from './read-body.ts'

export interface Site {
  origin: string
  /** Serves one page under a new address. */
  addPage(html: (resultId: string) => string, headers?: Readonly<Record<string, string>>): SitePage
  close(): Promise<void>
}

export interface SitePage {
  url: string
  /** What the page has sent; rejects when it does not in time. */
  result: Promise<unknown>
}

/** Longer than anything a page waits for. */
const RESULT_DEADLINE = 15_000

const FIDELITY = fileURLToPath(new URL('..', import.meta.url))
const PACKAGES = fileURLToPath(new URL('../../../../node_modules/', import.meta.url))

/** Serves the pages of the scenarios, the code in them, and what they ask for. */
export async function serveSite(): Promise<Site> {
  const pages = new Map<string, { html: string; headers: Readonly<Record<string, string>> }>()
  const onOpened = new Map<string, () => void>()
  const results = new Map<string, (result: unknown) => void>()
  const answer = createAnswers()
  let count = 0

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const [, folder = '', ...rest] = pathname.split('/')
    const page = pages.get(pathname)

    if (page) {
      onOpened.get(pathname)?.()
      const headers = { 'content-type': 'text/html; charset=utf-8', ...page.headers }
      response.writeHead(200, headers).end(page.html)
    } else if (folder === 'results') {
      results.get(rest.join('/'))?.(JSON.parse(await readBody(request)))
      response.writeHead(204).end()
    } else if (folder === 'fidelity') {
      await sendScript(response, FIDELITY + rest.join('/'))
    } else if (folder === 'packages') {
      await sendScript(response, PACKAGES + rest.join('/'))
    } else {
      await answer(request, response)
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500)
      response.end(String(error))
    })
  })
  echoSockets(
    new WebSocketServer({
      server,
      verifyClient: ({ req }: { req: IncomingMessage }) => req.url !== '/refuse',
    }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    origin,

    addPage(html, headers = {}) {
      const id = String(++count)
      pages.set(`/page/${id}`, { html: html(id), headers })
      const result = new Promise<unknown>((resolve, reject) => {
        results.set(id, resolve)
        onOpened.set(`/page/${id}`, () => {
          const late = () => reject(new Error('The page did not report'))
          setTimeout(late, RESULT_DEADLINE).unref()
        })
      })
      // Awaited only after the page is open, which may fail first.
      result.catch(() => {})
      return { url: `${origin}/page/${id}`, result }
    },

    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function sendScript(response: ServerResponse, path: string): Promise<void> {
  const source = await readFile(path, 'utf8')
  response.writeHead(200, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'max-age=600',
  })
  response.end(path.endsWith('.ts') ? stripTypeScriptTypes(source) : source)
}
