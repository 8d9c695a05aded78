import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

import { answerBackend, json } from './backend.mjs'
import { bundleFolder, scriptFolder, tagOf } from './subjects.mjs'

const FOLDERS = {
  page: new URL('../page/', import.meta.url),
  bundles: bundleFolder,
  casefile: scriptFolder,
}

const ORDERS = Array.from({ length: 12 }, (_, id) => ({
  id,
  customer: `customer ${id}`,
  total: id * 7,
}))
const CHUNK = Buffer.alloc(64 * 1024, 'some text of a long answer, ')
const CHUNKS = 320

/**
 * Serves the page with one subject in it (`/?subject=…`), the page's own API, and every backend,
 * on loopback. `traffic` counts what the subjects sent: an SDK that is silent records nothing.
 */
export async function startServer() {
  const traffic = { requests: 0, bytes: 0 }
  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      response.writeHead(500).end(String(error))
    })
  })

  async function handle(request, response) {
    const url = new URL(request.url, 'http://localhost')
    const [, folder, file] = /^\/(page|bundles|casefile)\/(.+)$/.exec(url.pathname) ?? []

    if (url.pathname === '/')
      return send(response, await renderPage(url.searchParams.get('subject')))
    if (folder) return send(response, await readStatic(new URL(file, FOLDERS[folder])))
    if (url.pathname === '/api/orders') return send(response, json(ORDERS))
    if (url.pathname === '/api/stream') return stream(response)

    const size = await sizeOf(request)
    const answer = await answerBackend(url.pathname)
    if (answer && request.method === 'POST') {
      traffic.requests++
      traffic.bytes += size
    }
    send(response, answer ?? { status: 404, type: 'text/plain', body: 'not found' })
  }

  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    // Any name but localhost itself, where PostHog records no requests.
    origin: `http://bench.localhost:${server.address().port}`,
    traffic,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

function send(response, { status, type, body }) {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}

async function renderPage(subject) {
  const html = await readFile(new URL('index.html', FOLDERS.page), 'utf8')
  return { status: 200, type: 'text/html', body: html.replace('<!-- subject -->', tagOf(subject)) }
}

async function readStatic(file) {
  const type = file.pathname.endsWith('.html') ? 'text/html' : 'text/javascript'
  return { status: 200, type, body: await readFile(file) }
}

/** 20 MB, as fast as the page takes them, of unknown length. */
async function stream(response) {
  response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' })
  for (let i = 0; i < CHUNKS; i++) {
    if (!response.write(CHUNK)) await new Promise((resolve) => response.once('drain', resolve))
    await pause(2)
  }
  response.end()
}

async function sizeOf(request) {
  let size = 0
  for await (const chunk of request) size += chunk.length
  return size
}
