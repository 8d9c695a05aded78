import type { IncomingMessage } from 'node:http'

import { serveAll } from './serve-pages.ts'

/** A request that has arrived, its body read as JSON. */
export interface Arrived {
  path: string
  headers: IncomingMessage['headers']
  // Tests read what they expect.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any
}

export interface IntakeAnswer {
  status: number
  headers?: Record<string, string>
  body?: string
}

/** What is answered to request number `index`; `cut` ends the connection. Default: 200. */
export type AnswerIntake = (index: number, request: Arrived) => IntakeAnswer | 'cut'

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'content-type, x-api-key, authorization',
}

/** A server that takes what is posted to it, real as to HTTP and nothing else. */
export async function startIntake(answer: AnswerIntake = () => ({ status: 200 })) {
  const arrived: Arrived[] = []

  const url = await serveAll(async (request, response) => {
    if (request.method === 'OPTIONS') return void response.writeHead(204, CORS).end()
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk as Uint8Array)
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
    const got: Arrived = { path: request.url ?? '', headers: request.headers, body }
    arrived.push(got)

    const given = answer(arrived.length - 1, got)
    if (given === 'cut') return void request.socket.destroy()
    response.writeHead(given.status, {
      ...CORS,
      'content-type': 'application/json',
      ...given.headers,
    })
    response.end(given.body ?? '{"success":true}')
  })
  return { url, arrived }
}
