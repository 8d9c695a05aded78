import { connect } from 'node:net'

import { describe, expect, it } from 'vitest'

import { sendRequest } from '../../helpers/http-request.ts'
import { inboxState, makeOwner, signIn } from '../../helpers/inbox-owner.ts'
import { runServerCli } from '../../helpers/run-server-cli.ts'
import { startCollector } from '../../helpers/start-collector.ts'

const PUBLIC = 'https://casefile.example.com'

describe('a collector that was told its public address', () => {
  it('prints it, and gives its cookie to https alone', async () => {
    const collector = await startCollector({
      args: ['--public-url', `${PUBLIC}/`, '--base-path', '/tools'],
    })
    expect(collector.inboxUrl).toBe(`${PUBLIC}/tools/inbox/`)
    expect(collector.setUpUrl).toMatch(/^https:\/\/casefile\.example\.com\/tools\/inbox\/set-up#/)

    await makeOwner(collector)
    const { headers } = await signIn(collector)

    expect(String(headers['set-cookie'])).toMatch(/; Path=\/tools; Secure$/)
  })

  it('takes its own page for its own when the proxy hands on another host', async () => {
    const collector = await startCollector({ args: ['--public-url', PUBLIC] })
    await makeOwner(collector)

    expect((await signIn(collector, { headers: { origin: PUBLIC } })).status).toBe(204)
    const foreign = await signIn(collector, { headers: { origin: `${PUBLIC}.evil.example` } })
    expect(foreign.status).toBe(403)
  })

  it('takes no request for local', async () => {
    const collector = await startCollector({ args: ['--public-url', PUBLIC] })

    expect(await inboxState(collector)).toMatchObject({ status: 'no-owner' })
  })

  it.each(['casefile.example.com', `${PUBLIC}/tools`, 'ftp://casefile.example.com', ''])(
    'cannot be told %j',
    async (url) => {
      const { code, stderr } = await runServerCli('start', '--public-url', url)

      expect([code, stderr]).toEqual([2, expect.stringContaining('--public-url')])
    },
  )
})

it('gives the cookie to https alone when a trusted proxy says that it spoke https', async () => {
  const collector = await startCollector({ args: ['--trust-proxy', 'loopback'] })
  await makeOwner(collector)
  const from = (protocol: string) =>
    signIn(collector, {
      headers: { 'x-forwarded-proto': protocol, 'x-forwarded-for': '203.0.113.7' },
    })

  expect(String((await from('https')).headers['set-cookie'])).toContain('; Secure')
  expect(String((await from('http')).headers['set-cookie'])).not.toContain('; Secure')
})

it('believes nobody’s word about https without being told of a proxy', async () => {
  const collector = await startCollector()
  await makeOwner(collector)
  const { headers } = await signIn(collector, { headers: { 'x-forwarded-proto': 'https' } })

  expect(String(headers['set-cookie'])).not.toContain('; Secure')
})

it('a proxy that says nothing of itself does not make strangers local', async () => {
  const { url } = await startCollector()
  const { hostname, port, host } = new URL(url)
  const path = '/api/casefile/v1/inbox-session'

  // What nginx sends with nothing but `proxy_pass`.
  const socket = connect(Number(port), hostname)
  socket.end(`POST ${path} HTTP/1.0\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  let answer = ''
  for await (const chunk of socket) answer += String(chunk)
  const via = await sendRequest(url + path, { method: 'POST', headers: { via: '1.1 cache' } })

  expect(answer).toContain('INBOX_LOCAL_ONLY')
  expect(answer).not.toContain('casefile_inbox')
  expect(via.status).toBe(403)
})
