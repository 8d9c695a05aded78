import { randomUUID } from 'node:crypto'

import { sendRequest } from './http-request.ts'
import { schemaCheckOf } from './schema-check.ts'
import type { RunningCollector } from './start-collector.ts'

export interface Call {
  /** Sent as `x-api-key`; none by default. */
  key?: string
  /** Sent as JSON; text and bytes are sent as they are. */
  body?: unknown
  headers?: Record<string, string>
}

export interface Reply {
  status: number
  headers: Record<string, unknown>
  // Tests read what they expect; the shape has been checked against the collector's own schema.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any
}

/** Calls the collector; every answer is checked against `/openapi.json`. */
export async function call(
  { url }: Pick<RunningCollector, 'url'>,
  request: string,
  { key, body, headers = {} }: Call = {},
): Promise<Reply> {
  const [method = '', path = ''] = request.split(' ')
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  const answer = await sendRequest(url + path, {
    method,
    headers: {
      ...(key !== undefined && { 'x-api-key': key }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
  })

  const isJson = String(answer.headers['content-type']).startsWith('application/json')
  const isPacked = answer.headers['content-encoding'] !== undefined
  const reply = {
    status: answer.status,
    headers: answer.headers,
    body: isJson && !isPacked ? JSON.parse(answer.text) : answer.text,
  }
  if (!isPacked) {
    const check = await schemaCheckOf(url)
    check({ method, path: path.replace(/\?.*/, ''), status: reply.status, body: reply.body })
  }
  return reply
}

/** A new session; returns its id. */
export async function openSession(
  collector: RunningCollector,
  key = collector.keys.capture,
): Promise<string> {
  const body = { externalSessionId: randomUUID() }
  const reply = await call(collector, 'POST /v1/sessions', { key, body })
  return String(reply.body.sessionId)
}

/** Sends entries to a session and expects them to be accepted. */
export async function sendLogs(
  collector: RunningCollector,
  sessionId: string,
  logs: readonly unknown[],
): Promise<void> {
  const path = `POST /v1/sessions/${sessionId}/logs`
  const reply = await call(collector, path, { key: collector.keys.capture, body: { logs } })
  if (reply.status !== 202) throw new Error(`The logs were refused: ${reply.body.message}`)
}

/** Reports an issue; returns its id. */
export async function reportIssue(
  collector: RunningCollector,
  sessionId: string,
  userDescription = 'Checkout button does nothing',
): Promise<string> {
  const body = { sessionId, userDescription, metadata: { url: 'http://shop.test/checkout' } }
  const reply = await call(collector, 'POST /v1/issues', { key: collector.keys.capture, body })
  if (reply.status !== 201) throw new Error(`The issue was refused: ${reply.body.message}`)
  return String(reply.body.issueId)
}

/** An issue's detail. */
export async function readIssue(collector: RunningCollector, issueId: string) {
  const reply = await call(collector, `GET /v1/issues/${issueId}`, { key: collector.keys.project })
  return reply.body
}

/** Uploads a piece of a recording; returns its id. */
export async function sendReplay(
  collector: RunningCollector,
  sessionId: string,
  text: string,
): Promise<string> {
  const reply = await call(collector, `POST /api/casefile/v1/sessions/${sessionId}/replay`, {
    key: collector.keys.capture,
    body: { events: [{ type: 3, timestamp: Date.now(), data: { text } }] },
  })
  if (reply.status !== 202) throw new Error(`The replay was refused: ${reply.body.message}`)
  return String(reply.body.chunkId)
}
