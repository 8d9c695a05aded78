import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { serveAll } from '../helpers/serve-pages.ts'
import type { Row } from './row.ts'

const SCRIPTS = new URL('../../dist/script/', import.meta.url)

export interface SiteOptions {
  endpoint: string
  /** The capture key of a page that is opened now. */
  key(): string
  page: Row['page']
  /** Whether the page records a replay. */
  replay: boolean
}

/**
 * The row's page at `/`, and at `/visitor` one without its oddities. The script comes from here, as
 * from a cache: it is the collector that has troubles.
 */
export async function serveSite({ endpoint, key, page = {}, replay }: SiteOptions) {
  const waiting = new Map<string, PromiseWithResolvers<void>>()
  const told = (word: string) => {
    const found = waiting.get(word) ?? Promise.withResolvers<void>()
    waiting.set(word, found)
    return found
  }

  const html = ({ before = '', after = '' }) => `<!doctype html><title>Page</title>
    <script>${before}</script>
    <script src="/casefile.js"></script>
    <script>
      Casefile.init({
        key: '${key()}',
        endpoint: '${endpoint}',
        widget: false,
        capture: { replay: ${replay} },
      })
    </script>
    <script>${after}</script>`

  const origin = await serveAll((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const script = /^\/([\w-]+\.js)$/.exec(pathname)?.[1]
    const word = /^\/told\/(.+)$/.exec(pathname)?.[1]

    if (script) {
      response.setHeader('content-type', 'text/javascript')
      void readFile(fileURLToPath(new URL(script, SCRIPTS))).then(
        (code) => response.end(code),
        () => response.writeHead(404).end(),
      )
    } else if (word || pathname === '/favicon.ico') {
      if (word) told(word).resolve()
      response.writeHead(204).end()
    } else {
      response.setHeader('content-type', 'text/html')
      response.end(html(pathname === '/visitor' ? {} : page))
    }
  })

  return { origin, told: (word: string) => told(word).promise }
}
