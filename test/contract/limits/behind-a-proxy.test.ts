import { describe, expect, it } from 'vitest'

import { call } from '../../helpers/collector-client.ts'
import { sendRequest } from '../../helpers/http-request.ts'
import { runServerCli } from '../../helpers/run-server-cli.ts'
import { startCollector, type RunningCollector } from '../../helpers/start-collector.ts'
import { startProxy } from '../../helpers/start-proxy.ts'

/** Sends 30 requests as if from a client; how many were refused for their rate. */
async function refusals(url: string, { keys }: RunningCollector, forwardedFor?: string) {
  const replies = await Promise.all(
    Array.from({ length: 30 }, () =>
      sendRequest(`${url}/v1/issues/x`, {
        headers: {
          'x-api-key': keys.capture,
          ...(forwardedFor && { 'x-forwarded-for': forwardedFor }),
        },
      }),
    ),
  )
  return replies.filter(({ status }) => status === 429).length
}

describe('behind a proxy that is trusted', () => {
  const args = ['--address-rate', '20', '--trust-proxy', '127.0.0.1']

  it('limits count the client, not the proxy', async () => {
    const collector = await startCollector({ args })
    const proxy = await startProxy({ target: collector.url })

    expect(await refusals(proxy, collector, '203.0.113.1')).toBeGreaterThan(0)
    expect(await refusals(collector.url, collector, '203.0.113.2')).toBeGreaterThan(0)
    const third = await call(collector, 'GET /v1/issues/x', {
      key: collector.keys.capture,
      headers: { 'x-forwarded-for': '203.0.113.3' },
    })
    expect(third.status).toBe(403)
  })

  it('may be said to be one of several in a row', async () => {
    const collector = await startCollector({ args: ['--address-rate', '20', '--trust-proxy', '2'] })
    const proxy = await startProxy({ target: collector.url })

    await refusals(proxy, collector, 'made up, 203.0.113.1')

    expect(await refusals(proxy, collector, 'invented, 203.0.113.1')).toBeGreaterThanOrEqual(25)
    expect(await refusals(proxy, collector, 'made up, 203.0.113.2')).toBeLessThanOrEqual(10)
  })

  it('only what the proxy itself has added is believed', async () => {
    const collector = await startCollector({ args: ['--address-rate', '20', '--trust-proxy', '1'] })
    const proxy = await startProxy({ target: collector.url })

    await refusals(proxy, collector, '203.0.113.1')

    // The proxy adds the same true address to whatever a client has made up.
    expect(await refusals(proxy, collector, '203.0.113.2')).toBeGreaterThanOrEqual(25)
  })

  it('a collector that trusts another address ignores the header', async () => {
    const collector = await startCollector({
      args: ['--address-rate', '20', '--trust-proxy', '10.0.0.0/8'],
    })

    await refusals(collector.url, collector, '203.0.113.1')

    expect(await refusals(collector.url, collector, '203.0.113.2')).toBeGreaterThanOrEqual(25)
  })

  it('nobody is let in without a key, however local the request looks', async () => {
    for (const option of [
      ['--trust-proxy', 'loopback'],
      ['--base-path', '/casefile'],
    ]) {
      const collector = await startCollector({ args: option })

      const { status, body } = await call(collector, 'POST /api/casefile/v1/inbox-session')

      expect([status, body.error]).toEqual([403, 'INBOX_LOCAL_ONLY'])
    }
  })
})

describe('below a path', () => {
  it.each([
    { strips: true, how: 'takes away' },
    { strips: false, how: 'leaves' },
  ])('everything is found when the proxy $how the path', async ({ strips }) => {
    const collector = await startCollector({ args: ['--base-path', '/casefile/'] })
    const proxy = await startProxy({ target: collector.url, basePath: '/casefile', strips })
    const get = (path: string) => sendRequest(`${proxy}/casefile${path}`)

    const health = JSON.parse((await get('/health')).text)
    const page = await get('/inbox/issues/some-id')
    const [asset = ''] = /\/casefile\/inbox\/assets\/[\w.-]+\.js/.exec(page.text) ?? []

    expect(health.sdkUrl).toMatch(/^\/casefile\/sdk\//)
    expect((await sendRequest(proxy + health.sdkUrl)).status).toBe(200)
    expect((await get('')).headers.location).toBe('/casefile/inbox/')
    expect((await get('/inbox')).headers.location).toBe('/casefile/inbox/')
    expect((await sendRequest(proxy + asset)).status).toBe(200)
    expect((await get('/inbox/replay-frame.html')).status).toBe(200)
    expect((await get('/v1/issues/x')).status).toBe(401)
    expect((await get('fish')).status).toBe(404)
    expect(collector.inboxUrl).toBe(`${collector.url}/casefile/inbox/`)
  })

  it('the OpenAPI document says where the API is', async () => {
    const collector = await startCollector({ args: ['--base-path', '/casefile'] })

    const { text } = await sendRequest(`${collector.url}/casefile/openapi.json`)

    expect(JSON.parse(text).servers).toEqual([{ url: '/casefile' }])
  })
})

it.each([
  ['--base-path', 'casefile'],
  ['--base-path', '/a b'],
  ['--base-path', '/"><script>'],
  ['--base-path', '/../x'],
  ['--trust-proxy', 'yes'],
  ['--trust-proxy', '0'],
  ['--trust-proxy', '10.0.0.0/33'],
])('says what is wrong with %s %s', async (...args) => {
  const { code, stderr } = await runServerCli('start', ...args)

  expect(code).toBe(2)
  expect(stderr).toContain(args.join(' '))
})
