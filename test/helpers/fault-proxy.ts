import type { IncomingMessage, ServerResponse } from 'node:http'

import { serveAll } from './serve-pages.ts'

/** An answer of the collector, or one that somebody on the way made up. */
export interface ProxyAnswer {
  status: number
  headers: Record<string, string>
  body: Buffer
}

/** One request on its way to the collector. */
export interface Exchange {
  method: string
  path: string
  /** Hands the request on and gives what came back; again hands it on again. */
  forward(): Promise<ProxyAnswer>
  answer(answer: ProxyAnswer): void
  /** Ends the connection without an answer. */
  cut(): void
}

/** What the proxy does with a request instead of handing it on. */
export type Fault = (exchange: Exchange) => unknown

export interface Attempt {
  /** `performance.now()` of this process. */
  time: number
  path: string
  idempotencyKey: string | undefined
}

/** A proxy in front of a collector whose address stays when the collector's does not. */
export interface FaultProxy {
  url: string
  /** Requests other than preflights that have arrived, in order. */
  attempts: Attempt[]
  /** The collector's ids of all sessions that were opened through the proxy. */
  sessions: Set<string>
  /** From now on; without a fault it does what a proxy should. */
  misbehave(fault?: Fault): void
  /** Resolves when that many uploads have arrived from now on, or after 20 seconds. Default: of entries. */
  uploads(count: number, kind?: UploadKind): Promise<void>
}

/** Entries, an issue, or a piece of a replay. */
export type UploadKind = 'logs' | 'issues' | 'replay'

const PATIENCE = 20_000

/** Starts the proxy; `target` is asked at every request where the collector is now. */
export async function startFaultProxy(target: () => string): Promise<FaultProxy> {
  let fault: Fault = pass
  const attempts: Attempt[] = []
  const sessions = new Set<string>()
  const watchers = new Set<(exchange: Exchange) => void>()

  const url = await serveAll((request, response) => {
    void readBody(request).then((body) => {
      const exchange = open(request, response, { body, target: target(), sessions })
      if (exchange.method !== 'OPTIONS') {
        const key = request.headers['idempotency-key']
        attempts.push({
          time: performance.now(),
          path: exchange.path,
          idempotencyKey: key === undefined ? undefined : String(key),
        })
        watchers.forEach((watcher) => watcher(exchange))
      }
      return handle(fault, exchange)
    })
  })

  return {
    url,
    attempts,
    sessions,
    misbehave: (next = pass) => (fault = next),
    uploads: (count, kind = 'logs') =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer)
          watchers.delete(watcher)
          resolve()
        }
        const watcher = (exchange: Exchange) => {
          if (uploadKind(exchange) === kind) count -= 1
          if (count === 0) end()
        }
        // What does not come is missed by whoever counts.
        const timer = setTimeout(end, PATIENCE)
        watchers.add(watcher)
      }),
  }
}

/** What a request brings to the collector, if it does. */
export function uploadKind({
  method,
  path,
}: Pick<Exchange, 'method' | 'path'>): UploadKind | undefined {
  const last = path.slice(path.lastIndexOf('/') + 1)
  const isKind = last === 'logs' || last === 'issues' || last === 'replay'
  return method === 'POST' && isKind ? last : undefined
}

async function pass(exchange: Exchange): Promise<void> {
  exchange.answer(await exchange.forward())
}

/** Where the collector is away, a proxy has nothing to answer. */
async function handle(fault: Fault, exchange: Exchange): Promise<void> {
  try {
    await fault(exchange)
  } catch {
    exchange.cut()
  }
}

function open(
  request: IncomingMessage,
  response: ServerResponse,
  { body, target, sessions }: { body: Buffer; target: string; sessions: Set<string> },
): Exchange {
  const { method = 'GET', url: path = '/' } = request
  // The connection is this proxy's own, and so is its way of packing an answer.
  const { host, connection, 'accept-encoding': packing, ...headers } = request.headers

  return {
    method,
    path,

    async forward() {
      const answer = await fetch(target + path, {
        method,
        headers: headers as Record<string, string>,
        ...(body.length > 0 && { body: new Uint8Array(body) }),
      })
      const received = Buffer.from(await answer.arrayBuffer())
      if (method === 'POST' && path === '/v1/sessions' && answer.ok) {
        sessions.add((JSON.parse(received.toString()) as { sessionId: string }).sessionId)
      }
      const { 'content-length': length, ...kept } = Object.fromEntries(answer.headers)
      return { status: answer.status, headers: kept, body: received }
    },

    answer: ({ status, headers: given, body: sent }) => {
      response.writeHead(status, given).end(status === 204 ? undefined : sent)
    },

    cut: () => request.socket.destroy(),
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer)
  } catch {
    // The page went away while it sent: what has come is not a request.
  }
  return Buffer.concat(chunks)
}
