import { describe, expect, it } from 'vitest'

import { call } from '../../helpers/collector-client.ts'
import { listKeys, makeKey } from '../../helpers/keys-command.ts'
import { runServerCli } from '../../helpers/run-server-cli.ts'
import { startCollector, type RunningCollector } from '../../helpers/start-collector.ts'
import { useCollector } from '../../helpers/use-collector.ts'

interface Form {
  fields?: Record<string, string>
  headers?: Record<string, string>
}

const ask = (collector: RunningCollector, { fields = {}, headers = {} }: Form) =>
  call(collector, 'POST /oauth2/token', {
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  })

const readTraces = (
  collector: RunningCollector,
  token: string,
  path = '/api/v1/traces?limit=20&offset=0',
) => call(collector, `GET ${path}`, { headers: { authorization: `Bearer ${token}` } })

/** The credentials of a new read key. */
async function makeClient(collector: RunningCollector) {
  const secret = await makeKey(collector, 'read')
  const key = (await listKeys(collector.data)).findLast(({ kind }) => kind === 'read')
  const id = String(key?.id)
  const client = { client_id: `sa_${id}`, client_secret: secret }
  return { id, client, fields: { grant_type: 'client_credentials', ...client } }
}

describe('access tokens', () => {
  const collector = useCollector()

  it('are given for a read key, and do for this API alone', async () => {
    const { fields } = await makeClient(collector())
    const more = { scope: 'management:all', audience: `${collector().url}/api/v1` }
    const { status, body, headers } = await ask(collector(), { fields: { ...fields, ...more } })

    expect(status).toBe(200)
    expect(body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 3600,
    })
    expect(headers['cache-control']).toBe('no-store')
    for (const path of ['/api/v1/traces', '/traces/stats', '/mcp-events?limit=5']) {
      expect([path, (await readTraces(collector(), body.access_token, path)).status]).toEqual([
        path,
        200,
      ])
    }
    const elsewhere = await readTraces(
      collector(),
      body.access_token,
      '/v1/runs?source=prod&range=1d',
    )
    expect(elsewhere.status).toBe(401)
  })

  it('are given to clients that say who they are in the header', async () => {
    const { client } = await makeClient(collector())
    const pair = `${client.client_id}:${client.client_secret}`
    const authorization = `Basic ${Buffer.from(pair).toString('base64')}`

    const { status } = await ask(collector(), {
      fields: { grant_type: 'client_credentials' },
      headers: { authorization },
    })

    expect(status).toBe(200)
  })

  it('are refused in the words of OAuth', async () => {
    const { fields } = await makeClient(collector())
    const { client_id, client_secret } = fields
    const other = await makeClient(collector())
    const cases: [Record<string, string>, number, string][] = [
      [{}, 400, 'invalid_request'],
      [{ ...fields, grant_type: 'password' }, 400, 'unsupported_grant_type'],
      [{ grant_type: 'client_credentials' }, 401, 'invalid_client'],
      [{ ...fields, client_secret: 'tcc_key_made_up' }, 401, 'invalid_client'],
      [{ ...fields, client_id: client_id.slice(3) }, 401, 'invalid_client'],
      [{ ...fields, client_id: other.client.client_id }, 401, 'invalid_client'],
      [{ ...fields, client_secret: String(collector().keys.project) }, 401, 'invalid_client'],
    ]
    for (const [sent, status, error] of cases) {
      const reply = await ask(collector(), { fields: sent })
      expect([sent, reply.status, reply.body]).toEqual([
        sent,
        status,
        { error, error_description: expect.any(String) },
      ])
    }
    const twice = await call(collector(), 'POST /oauth2/token', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `grant_type=client_credentials&client_id=${client_id}&client_id=x&client_secret=${client_secret}`,
    })
    expect([twice.status, twice.body.error]).toEqual([400, 'invalid_request'])
    const basic = await ask(collector(), { fields, headers: { authorization: 'Basic x' } })
    expect(basic.status).toBe(401)
    expect(basic.headers['www-authenticate']).toContain('Basic')
  })

  it('cannot be made up, changed, or used when they are over', async () => {
    const { fields } = await makeClient(collector())
    const { body } = await ask(collector(), { fields })
    const token: string = body.access_token
    const [head = '', end = '', signature = ''] = token.split('.')

    const forged = [
      `${head}.${Number(end) + 1}.${signature}`,
      `${head}.${end}.${'A'.repeat(43)}`,
      `${head}.1.${signature}`,
      `cf_at_x.${end}.${signature}`,
      `${token}x`,
      'cf_at_',
    ]
    for (const each of forged) {
      const { status, body: refusal } = await readTraces(collector(), each)
      expect([each, status]).toEqual([each, 401])
      expect(refusal).toEqual({ message: expect.any(String), statusCode: 401 })
    }
  })

  it('survive a restart, and end with their key', async () => {
    const first = await startCollector()
    const { fields, id } = await makeClient(first)
    const token = String((await ask(first, { fields })).body.access_token)
    await first.stop()
    const second = await startCollector({ data: first.data })
    expect((await readTraces(second, token)).status).toBe(200)

    await runServerCli('keys', 'revoke', id, '--data', first.data)

    const { status, body } = await readTraces(second, token)
    expect(status).toBe(401)
    expect(body.message).toContain('revoked')
    await expect
      .poll(async () => (await ask(second, { fields })).body.error, { timeout: 10_000 })
      .toBe('invalid_client')
  })
})
