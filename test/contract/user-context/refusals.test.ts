import { describe, expect, it } from 'vitest'

import { call, openSession, reportIssue } from '../../helpers/collector-client.ts'
import { addProject } from '../../helpers/run-server-cli.ts'
import { useCollector } from '../../helpers/use-collector.ts'

const ROUTES = [
  'POST /v1/sessions',
  'POST /v1/sessions/x/logs',
  'POST /v1/issues',
  'GET /v1/issues/x',
  'GET /v1/issues/x/export',
  'GET /v1/projects/x/issues',
  'GET /api/casefile/v1/projects',
  'GET /api/casefile/v1/sessions/x/entries',
  'POST /api/casefile/v1/sessions/x/replay',
  'GET /api/casefile/v1/sessions/x/replay',
  'GET /api/casefile/v1/replay-chunks/x',
]

const READS = ROUTES.filter((route) => route.startsWith('GET'))
const POSTS = ROUTES.filter((route) => route.startsWith('POST'))

describe('a request that is refused', () => {
  const collector = useCollector()

  it.each(ROUTES)('needs a key for %s', async (route) => {
    for (const key of [undefined, '', 'uc_unknown', 'uc_sk_0000000000', `x${'y'.repeat(4000)}`]) {
      const { status, body } = await call(collector(), route, key === undefined ? {} : { key })

      expect(status).toBe(401)
      expect(body).toEqual({
        statusCode: 401,
        error: 'UNAUTHORIZED',
        message: expect.stringContaining('x-api-key'),
      })
    }
  })

  it.each(READS)('may not read with a capture key: %s', async (route) => {
    const { status, body } = await call(collector(), route, { key: collector().keys.capture })

    expect([status, body.error]).toEqual([403, 'FORBIDDEN'])
  })

  it.each(ROUTES)('may not use the agent keys for %s', async (route) => {
    for (const key of [collector().keys.ingest, collector().keys.read]) {
      const { status, body } = await call(collector(), route, { key })
      expect([status, body.error]).toEqual([403, 'FORBIDDEN'])
    }
  })

  it.each(POSTS)('says so when the body of %s is not JSON', async (route) => {
    const { capture: key } = collector().keys
    for (const body of ['{"logs":', '', 'null', '[]', '"text"']) {
      const reply = await call(collector(), route, { key, body })
      expect([reply.status, reply.body.error]).toEqual([400, 'VALIDATION_ERROR'])
    }
  })

  it('names the content type it wants', async () => {
    const { status, body } = await call(collector(), 'POST /v1/sessions', {
      key: collector().keys.capture,
      body: 'externalSessionId=1',
      headers: { 'content-type': 'text/plain' },
    })

    expect([status, body.error]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE'])
  })

  it('says when a body is too large', async () => {
    const { status, body } = await call(collector(), 'POST /v1/sessions', {
      key: collector().keys.capture,
      body: { externalSessionId: 'x'.repeat(100_000) },
    })

    expect([status, body.error]).toEqual([413, 'PAYLOAD_TOO_LARGE'])
  })

  it.each(['GET /v1/nothing', 'DELETE /v1/issues/x', 'GET /v1/issues/%ff', 'GET /..%2f..%2fetc'])(
    'answers in the same shape when there is no %s',
    async (route) => {
      const { status, body } = await call(collector(), route)

      expect(body.statusCode).toBe(status)
      expect(['NOT_FOUND', 'VALIDATION_ERROR']).toContain(body.error)
      expect(body.message).not.toMatch(/node_modules|\.ts|at /)
    },
  )

  it('does not tell a foreign id from an unknown one', async () => {
    const other = await addProject(collector().data)
    const sessionId = await openSession(collector())
    const issueId = await reportIssue(collector(), sessionId)
    const { projectId } = collector()

    for (const path of [
      `/v1/issues/${issueId}`,
      `/v1/issues/${issueId}/export`,
      `/v1/projects/${projectId}/issues`,
      `/api/casefile/v1/sessions/${sessionId}/entries`,
      `/api/casefile/v1/sessions/${sessionId}/replay`,
    ]) {
      const { status, body } = await call(collector(), `GET ${path}`, { key: other.keys.project })
      expect([status, body.error]).toEqual([404, 'NOT_FOUND'])
    }
  })

  it('answers 429 with the seconds to wait after 600 requests in a minute', async () => {
    const { keys } = await addProject(collector().data)
    const ask = () => call(collector(), 'GET /v1/issues/x', { key: keys.project })

    const replies = []
    for (let round = 0; round < 10; round += 1) {
      replies.push(...(await Promise.all(Array.from({ length: 100 }, ask))))
    }

    const limited = replies.filter(({ status }) => status === 429)
    const served = replies.length - limited.length
    expect(served).toBeGreaterThanOrEqual(600)
    expect(limited[0]?.body.error).toBe('RATE_LIMITED')
    expect(Number(limited[0]?.headers['retry-after'])).toBeGreaterThanOrEqual(1)
    // Another key's allowance is its own.
    const mine = await call(collector(), 'GET /v1/issues/x', { key: collector().keys.project })
    expect(mine.status).toBe(404)
  })
})
