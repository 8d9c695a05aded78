import { networkInterfaces } from 'node:os'

import { describe, expect, it } from 'vitest'

import { call, openSession, reportIssue, sendLogs } from '../../helpers/collector-client.ts'
import { sendRequest } from '../../helpers/http-request.ts'
import { startCollector } from '../../helpers/start-collector.ts'
import { useCollector } from '../../helpers/use-collector.ts'
import { consoleEntry } from '../../helpers/wire-entries.ts'

const PATH = '/api/casefile/v1/inbox-session'

/** Requests that another site's page, a stranger, or a proxy for strangers could cause. */
const FOREIGN: [string, Record<string, string>][] = [
  ['asks for another host', { host: 'evil.example' }],
  ['asks for a name that was re-bound to this machine', { host: '127.0.0.1.evil.example' }],
  ['asks for a host that only begins like ours', { host: 'localhost.evil.example' }],
  ['comes from a page of another origin', { origin: 'http://evil.example' }],
  ['comes from a page on another port', { origin: 'http://127.0.0.1:1' }],
  ['comes from a page without an origin', { origin: 'null' }],
  ['comes from another site', { 'sec-fetch-site': 'cross-site' }],
  ['comes from another subdomain or port', { 'sec-fetch-site': 'same-site' }],
  ['was forwarded', { forwarded: 'for=203.0.113.7' }],
  ['was forwarded by an older proxy', { 'x-forwarded-for': '203.0.113.7' }],
  ['was forwarded for another host', { 'x-forwarded-host': 'inbox.example' }],
]

describe('the inbox without a key', () => {
  const collector = useCollector()
  const enter = async () => {
    const { headers } = await sendRequest(collector().url + PATH, { method: 'POST' })
    return String(headers['set-cookie']?.[0])
  }
  const cookieOf = (header: string) => String(header.split(';')[0])

  it('gets a cookie that scripts cannot read and other sites do not send', async () => {
    const { status } = await call(collector(), `POST ${PATH}`)
    const header = await enter()

    expect(status).toBe(204)
    expect(header).toMatch(/^casefile_inbox=[\w-]{43};/)
    expect(header.split('; ').slice(1)).toEqual(['HttpOnly', 'SameSite=Strict', 'Path=/'])
  })

  it.each(['localhost', 'shop.localhost:4600', '127.9.9.9:80', '[::1]:4600', 'LOCALHOST'])(
    'may be asked for as %s',
    async (host) => {
      const headers = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }
      const { status } = await sendRequest(collector().url + PATH, { method: 'POST', headers })

      expect(status).toBe(204)
    },
  )

  it.each(FOREIGN)('gives no cookie when the request %s', async (_case, headers) => {
    const answer = await sendRequest(collector().url + PATH, { method: 'POST', headers })

    expect(answer.status).toBe(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(JSON.parse(answer.text)).toMatchObject({ error: 'INBOX_LOCAL_ONLY', statusCode: 403 })
  })

  it.each(FOREIGN)('refuses a known cookie when the request %s', async (_case, headers) => {
    const cookie = cookieOf(await enter())
    const url = `${collector().url}/api/casefile/v1/projects`

    const answer = await sendRequest(url, { headers: { ...headers, cookie } })

    expect(answer.status).toBe(403)
    expect(answer.text).toContain('INBOX_LOCAL_ONLY')
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  it('is refused on an address that other machines reach', async ({ skip }) => {
    const address = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal)?.address
    if (!address) return skip('this machine has no other address')
    const open = await startCollector({ args: ['--host', '0.0.0.0'] })
    const { port } = new URL(open.url)

    const answer = await sendRequest(`http://${address}:${port}${PATH}`, {
      method: 'POST',
      headers: { host: `localhost:${port}` },
    })

    expect(answer.status).toBe(403)
  })

  it('reads every route that a project key reads, in all projects', async () => {
    const cookie = cookieOf(await enter())
    const sessionId = await openSession(collector())
    await sendLogs(collector(), sessionId, [consoleEntry('x')])
    const issueId = await reportIssue(collector(), sessionId)

    for (const path of [
      '/api/casefile/v1/projects',
      `/v1/projects/${collector().projectId}/issues`,
      `/v1/issues/${issueId}`,
      `/v1/issues/${issueId}/export`,
      `/api/casefile/v1/sessions/${sessionId}/entries`,
      `/api/casefile/v1/sessions/${sessionId}/replay`,
    ]) {
      const { status, headers } = await call(collector(), `GET ${path}`, { headers: { cookie } })
      expect([path, status]).toEqual([path, 200])
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  it('writes nothing with the cookie', async () => {
    const cookie = cookieOf(await enter())
    const { status, body } = await call(collector(), 'POST /v1/sessions', {
      headers: { cookie },
      body: { externalSessionId: 'x' },
    })

    expect([status, body.error]).toEqual([401, 'UNAUTHORIZED'])
  })

  it('does not take a cookie it never gave', async () => {
    const { status } = await call(collector(), 'GET /api/casefile/v1/projects', {
      headers: { cookie: `casefile_inbox=${'A'.repeat(43)}` },
    })

    expect(status).toBe(401)
  })
})
