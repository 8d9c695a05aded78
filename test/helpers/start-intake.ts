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
export type AnswerIntake = (index: number) => IntakeAnswer | 'cut'

/** A server that takes runs and feedback, real as to HTTP and nothing else. */
export async function startIntake(answer: AnswerIntake = () => ({ status: 200 })) {
  const arrived: Arrived[] = []

  const url = await serveAll(async (request, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk as Uint8Array)
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
    arrived.push({ path: request.url ?? '', headers: request.headers, body })

    const given = answer(arrived.length - 1)
    if (given === 'cut') return void request.socket.destroy()
    response.writeHead(given.status, { 'content-type': 'application/json', ...given.headers })
    response.end(given.body ?? '{"success":true}')
  })
  return { url, arrived }
}
