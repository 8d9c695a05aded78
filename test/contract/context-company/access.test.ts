import { beforeAll, describe, expect, it } from 'vitest'

import { call } from '../../helpers/collector-client.ts'
import { sendRequest } from '../../helpers/http-request.ts'
import { makeKey } from '../../helpers/keys-command.ts'
import { read } from '../../helpers/read-runs.ts'
import { addProject } from '../../helpers/run-server-cli.ts'
import { useCollector } from '../../helpers/use-collector.ts'

const PROD_ONLY = [
  '/v1/sessions?range=1d',
  '/v1/sessions/x',
  '/v1/metrics?range=1d',
  '/v1/models?range=1d',
  '/v1/tools?range=1d',
  '/v1/failures?range=1d',
  '/v1/failures/x',
  '/v1/feedback?range=1d',
  '/v1/feedback/runs?range=1d',
  '/v1/patterns?range=1d',
  '/v1/patterns/user-frustration/runs?range=1d',
  '/v1/insights',
  '/v1/insights/x',
]

describe('access to agent runs', () => {
  const collector = useCollector()
  const keys = { dev: '', prod: '' }

  beforeAll(async () => {
    const make = (scope: string) =>
      makeKey(collector(), 'read', '--scope', scope, '--project', collector().projectId)
    keys.dev = await make('dev')
    keys.prod = await make('prod')
  })

  it('is by the scope of a read key', async () => {
    const runs = (source: string) => `/v1/runs?source=${source}&range=1d`

    expect((await read(collector(), runs('dev'), keys.dev)).status).toBe(200)
    expect((await read(collector(), runs('prod'), keys.prod)).status).toBe(200)
    const { status, body } = await read(collector(), runs('prod'), keys.dev)
    expect(status).toBe(403)
    expect(body).toEqual({ error: expect.stringContaining('scope dev') })
    expect((await read(collector(), runs('dev'), keys.prod)).status).toBe(403)
  })

  it('needs the scope prod for everything but runs', async () => {
    for (const path of PROD_ONLY) {
      const { status, body } = await read(collector(), path, keys.dev)
      expect([path, status, body]).toEqual([path, 403, { error: expect.stringContaining('scope') }])
    }
    const search = await call(collector(), 'POST /v1/insight-search', {
      headers: { authorization: `Bearer ${keys.dev}` },
      body: { query: 'How many runs?' },
    })
    expect(search.status).toBe(403)
  })

  it('is refused to keys that do not read', async () => {
    for (const key of [collector().keys.capture, collector().keys.ingest]) {
      const { status, body } = await read(collector(), '/v1/runs?source=prod&range=1d', key)
      expect(status).toBe(403)
      expect(body).toEqual({ error: expect.any(String) })
    }
  })

  it('is asked for as Bearer', async () => {
    for (const headers of [{}, { authorization: 'Bearer tcc_key_made_up' }]) {
      const reply = await call(collector(), 'GET /v1/runs?source=prod&range=1d', { headers })
      expect(reply.status).toBe(401)
      expect(reply.headers['www-authenticate']).toBe('Bearer')
      expect(reply.body).toEqual({ error: expect.any(String) })
    }
  })

  it('is the inbox’s for the project that it names', async () => {
    const { headers } = await sendRequest(new URL('/inbox/', collector().url).href)
    const opened = await sendRequest(`${collector().url}/api/casefile/v1/inbox-session`, {
      method: 'POST',
      headers: { 'x-casefile-inbox': '1' },
    })
    const cookie = String((opened.headers['set-cookie'] ?? headers['set-cookie'])?.[0]).split(
      ';',
    )[0]
    const ask = (extra: Record<string, string>) =>
      call(collector(), 'GET /v1/runs?source=prod&range=1d', {
        headers: { cookie: String(cookie), ...extra },
      })

    expect((await ask({})).body.error).toContain('x-casefile-project')
    const named = await ask({ 'x-casefile-project': collector().projectId })
    expect([named.status, named.body.runs]).toEqual([200, []])
  })

  it('ends with the project', async () => {
    const other = await addProject(collector().data)

    const { body } = await read(collector(), '/v1/runs?source=prod&range=2M', other.keys.read)

    expect(body.total).toBe(0)
  })
})
