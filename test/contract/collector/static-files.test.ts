import type { IncomingHttpHeaders } from 'node:http'

import { describe, expect, it } from 'vitest'

import { call } from '../../helpers/collector-client.ts'
import { sendRequest } from '../../helpers/http-request.ts'
import { startCollector } from '../../helpers/start-collector.ts'
import { useCollector } from '../../helpers/use-collector.ts'

const policyOf = (headers: IncomingHttpHeaders) =>
  new Map(
    String(headers['content-security-policy'])
      .split('; ')
      .map((directive) => {
        const [name = '', ...sources] = directive.split(' ')
        return [name, sources.join(' ')] as const
      }),
  )

describe('the files of the SDK', () => {
  const collector = useCollector()
  const get = (path: string) => sendRequest(collector().url + path)

  it('are at a short-lived alias and at an immutable address with the same content', async () => {
    const { body } = await call(collector(), 'GET /health')
    const alias = await get('/casefile.js')
    const versioned = await get(body.sdkUrl)

    expect(body.sdkUrl).toMatch(/^\/sdk\/\d+\.\d+\.\d+-[0-9a-f]{8}\/casefile\.js$/)
    expect(alias.headers['cache-control']).toBe('public, max-age=300')
    expect(versioned.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(versioned.text).toBe(alias.text)
    expect(alias.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      'content-type': expect.stringContaining('javascript'),
    })
  })

  it('include the chunks that the script loads, beside either address', async () => {
    const { body } = await call(collector(), 'GET /health')
    const { text } = await get('/casefile.js')
    // The script has a table of what each chunk's name ends with.
    const [, name, hash] = /[{,](late):"([\w-]{8})"/.exec(text) ?? []
    const chunk = `casefile-${name}-${hash}.js`

    for (const path of [`/${chunk}`, body.sdkUrl.replace('casefile.js', chunk)]) {
      const { status, headers } = await get(path)
      expect([path, status]).toEqual([path, 200])
      expect(headers['cache-control']).toContain('immutable')
      expect(headers['access-control-allow-origin']).toBe('*')
    }
  })

  it.each([
    '/sdk/0.0.0-00000000/casefile.js',
    '/casefile-missing-abcdefgh.js',
    '/..%2fpackage.json',
    '/sdk/x/..%2f..%2fpackage.json',
  ])('do not include %s, and nobody keeps that answer', async (path) => {
    const { status, headers, text } = await get(path)

    expect(status).toBe(404)
    expect(headers['cache-control']).toBe('no-store')
    expect(JSON.parse(text)).toMatchObject({ error: 'NOT_FOUND' })
  })
})

describe('the files of the inbox', () => {
  const collector = useCollector()
  const get = (path: string) => sendRequest(collector().url + path)

  it('are where a person lands', async () => {
    for (const path of ['/', '/inbox']) {
      const { status, headers } = await get(path)
      expect([status, headers.location]).toEqual([302, '/inbox/'])
    }
  })

  it('answer every page of the app with its one document, never cached unasked', async () => {
    const home = await get('/inbox/')
    const page = await get('/inbox/issues/7')
    const cut = await get('/inbox/issues/%E2%8')

    expect(page.text).toBe(home.text)
    expect([cut.status, cut.text]).toEqual([200, home.text])
    expect(home.headers['cache-control']).toBe('no-cache')
    expect(policyOf(home.headers)).toEqual(
      new Map([
        ['default-src', "'none'"],
        ['script-src', "'self'"],
        ['style-src', "'self'"],
        ['img-src', "'self' data:"],
        ['font-src', "'self'"],
        ['connect-src', "'self'"],
        ['frame-src', "'self'"],
        ['base-uri', "'none'"],
        ['form-action', "'none'"],
        ['frame-ancestors', "'none'"],
      ]),
    )
    expect(home.headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    })
    // Only for those who came by https: on this machine there is none.
    expect(home.headers['strict-transport-security']).toBeUndefined()
  })

  it('let the replay frame run nothing but our script and reach nothing at all', async () => {
    const { status, headers } = await get('/inbox/replay-frame.html')
    const policy = policyOf(headers)

    expect(status).toBe(200)
    expect(policy.get('script-src')).toBe("'self'")
    expect(policy.get('connect-src')).toBe("'none'")
    expect(policy.get('default-src')).toBe("'none'")
    expect(policy.get('form-action')).toBe("'none'")
    expect(policy.get('frame-ancestors')).toBe("'self'")
    expect(headers['x-frame-options']).toBe('SAMEORIGIN')
  })

  it('can be loaded by the replay frame, which has no origin', async () => {
    const { text } = await get('/inbox/replay-frame.html')
    const [asset = ''] = /assets\/[\w-]+\.js/.exec(text) ?? []
    const { status, headers } = await get(`/inbox/${asset}`)

    expect(status).toBe(200)
    expect(headers['access-control-allow-origin']).toBe('*')
    expect(headers['cache-control']).toContain('immutable')
  })

  it('are not made up when they are missing', async () => {
    const { status, headers } = await get('/inbox/assets/missing.js')

    expect(status).toBe(404)
    expect(headers['cache-control']).toBe('no-store')
  })
})

describe('a collector that is reached by https', () => {
  it('tells browsers never to come by http again', async () => {
    const { url } = await startCollector({ args: ['--public-url', 'https://casefile.example'] })

    const { headers } = await sendRequest(`${url}/inbox/`)

    expect(headers['strict-transport-security']).toBe('max-age=31536000')
  })
})
