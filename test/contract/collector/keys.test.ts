import { randomUUID } from 'node:crypto'

import { describe, expect, it, vi } from 'vitest'

import { call } from '../../helpers/collector-client.ts'
import { listKeys, makeKey } from '../../helpers/keys-command.ts'
import { runServerCli } from '../../helpers/run-server-cli.ts'
import { startCollector } from '../../helpers/start-collector.ts'
import { useCollector } from '../../helpers/use-collector.ts'

const PROJECTS = 'GET /api/casefile/v1/projects'
const FELT_WITHIN = { timeout: 10_000, interval: 100 }

describe('a key', () => {
  const collector = useCollector()
  const cli = (...args: string[]) => runServerCli('keys', ...args, '--data', collector().data)
  const read = (key: string) => call(collector(), PROJECTS, { key })
  const send = (key: string, headers: Record<string, string> = {}) =>
    call(collector(), 'POST /v1/sessions', {
      key,
      headers,
      body: { externalSessionId: randomUUID() },
    })

  it('counts at once when the command line makes it', async () => {
    const key = await makeKey(collector(), 'project')

    expect((await read(key)).status).toBe(200)
  })

  it('may be sent as a bearer token', async () => {
    const { project: key } = collector().keys
    const ask = (authorization: string) =>
      call(collector(), PROJECTS, { headers: { authorization } })

    expect((await ask(`Bearer ${key}`)).status).toBe(200)
    expect((await ask(`bearer  ${key}`)).status).toBe(200)
    expect((await ask(`Bearer ${key}0`)).status).toBe(401)
    expect((await ask(`Basic ${key}`)).status).toBe(401)
  })

  it('is refused soon after it was revoked, and says so', async () => {
    const key = await makeKey(collector(), 'project', '--label', 'Leaked one')
    expect((await read(key)).status).toBe(200)

    expect((await cli('revoke', 'Leaked one')).stdout).toContain('Revoked')

    await vi.waitFor(async () => {
      const { status, body } = await read(key)
      expect([status, body.message]).toEqual([401, expect.stringContaining('revoked on 20')])
    }, FELT_WITHIN)
  })

  it('is refused after it has expired', async () => {
    const key = await makeKey(collector(), 'project', '--expires', '0')
    const { status, body } = await read(key)

    expect([status, body.message]).toEqual([401, expect.stringContaining('expired on 20')])
  })

  it('that was rotated works beside its successor until the grace is over', async () => {
    const old = await makeKey(collector(), 'capture', '--origins', '*.shop.example')
    const { stdout } = await cli('rotate', old, '--json')
    const { key: successor, kind } = JSON.parse(stdout)

    expect(kind).toBe('capture')
    for (const key of [old, successor]) {
      expect((await send(key, { origin: 'https://a.shop.example' })).status).toBe(201)
      expect((await send(key, { origin: 'https://other.example' })).status).toBe(403)
    }
    const [before, after] = (await listKeys(collector().data)).slice(-2)
    expect([before?.state, after?.state]).toEqual(['replaced', 'active'])
    expect((await cli('rotate', old)).stderr).toContain('rotated already')
  })

  it('ends at once when it is rotated without a grace', async () => {
    const old = await makeKey(collector(), 'project', '--label', 'Short')
    const { code } = await cli('rotate', 'Short', '--grace', '0')

    expect(code).toBe(0)
    await vi.waitFor(async () => expect((await read(old)).status).toBe(401), FELT_WITHIN)
  })

  it('is for pages of its origins only', async () => {
    const key = await makeKey(
      collector(),
      'capture',
      '--origins',
      'https://shop.example,*.other.example,http://localhost:3000',
    )
    for (const origin of [
      'https://shop.example',
      'https://a.other.example',
      'https://a.b.other.example',
      'http://localhost:3000',
    ]) {
      expect([origin, (await send(key, { origin })).status]).toEqual([origin, 201])
    }
    for (const origin of [
      'http://shop.example',
      'https://shop.example:8443',
      'https://shop.example.evil.example',
      'https://other.example',
      'https://evilother.example',
      'https://evil.example',
      'null',
    ]) {
      const { status, body, headers } = await send(key, { origin })
      expect([origin, status, body.error]).toEqual([origin, 403, 'ORIGIN_NOT_ALLOWED'])
      expect(body.message).toContain(origin)
      expect(body.message).toContain('set-origins')
      // The page's own console must be able to tell.
      expect(headers['access-control-allow-origin']).toBe('*')
    }
    // A program sends no origin; it could send any.
    expect((await send(key)).status).toBe(201)
  })

  it('is opened to other pages by the command line', async () => {
    const origin = 'https://new.example'
    const key = await makeKey(collector(), 'capture', '--origins', 'https://old.example')
    expect((await send(key, { origin })).status).toBe(403)

    await cli('set-origins', key, 'https://old.example', 'new.example')
    await vi.waitFor(
      async () => expect((await send(key, { origin })).status).toBe(201),
      FELT_WITHIN,
    )
    await cli('set-origins', key, 'any')

    const anyone = () => send(key, { origin: 'https://anyone.example' })
    await vi.waitFor(async () => expect((await anyone()).status).toBe(201), FELT_WITHIN)
  })

  it('tells by its beginning what it is for', async () => {
    expect(await makeKey(collector(), 'ingest')).toMatch(/^tcc_prod_/)
    expect(await makeKey(collector(), 'ingest', '--scope', 'dev')).toMatch(/^dev_/)
    expect(await makeKey(collector(), 'read', '--scope', 'dev')).toMatch(/^tcc_key_/)

    const listed = await listKeys(collector().data)
    expect(listed.slice(-3).map(({ scope }) => scope)).toEqual(['prod', 'dev', 'dev'])
  })

  it.each([
    [['create', 'project', '--scope', 'dev'], /ingest and read keys/],
    [['create', 'ingest', '--scope', 'both'], /prod or dev/],
    [['create', 'project', '--origins', 'https://a.example'], /never be in a page/],
    [['create', 'capture', '--origins', '*.com'], /\*\.com is not an origin/],
    [['create', 'capture', '--origins', 'https://a.example/shop'], /is not an origin/],
    [['create', 'read', '--expires', 'soon'], /--expires soon is not a period.*7d/],
    [['create'], /keys create KIND/],
    [['revoke', 'nobody'], /no key "nobody"/],
    [['revoke', 'uc_pk_', '--json'], /--json is not an option/],
    [['list', 'all'], /"all"/],
  ])('cannot be had by %j, which says why', async (args, message) => {
    const { code, stdout, stderr } = await cli(...args)

    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
  })

  it('is not guessed when several could be meant', async () => {
    const keys = [await makeKey(collector(), 'read'), await makeKey(collector(), 'read')]
    const { code, stderr } = await cli('revoke', 'tcc_key_')

    expect([code, stderr]).toEqual([2, expect.stringContaining('could be any of')])
    for (const key of keys) expect((await read(key)).status).toBe(403)
  })

  it('is listed without its secret', async () => {
    const { capture, project } = collector().keys
    const { stdout } = await cli('list')

    expect(stdout).toContain(capture)
    expect(stdout).toContain(project.slice(0, 12))
    expect(stdout).not.toContain(project)
  })
})

it('a key shows when it was last used, at the latest once the collector has stopped', async () => {
  const collector = await startCollector()
  const before = Date.now()
  await call(collector, PROJECTS, { key: collector.keys.project })
  await collector.stop()

  const uses = (await listKeys(collector.data)).map(({ kind, lastUsedAt }) => [kind, lastUsedAt])

  const { project, ...others } = Object.fromEntries(uses)
  expect(Date.parse(project)).toBeGreaterThanOrEqual(before)
  expect(others).toEqual({ capture: null, ingest: null, read: null })
})

it('an active capture key is what the inbox puts into the snippet', async () => {
  const collector = await startCollector()
  const { stdout } = await runServerCli(
    ...['keys', 'rotate', collector.keys.capture, '--data', collector.data, '--json'],
  )

  const { body } = await call(collector, PROJECTS, { key: collector.keys.project })

  expect(body.projects[0].captureKey).toBe(JSON.parse(stdout).key)
})
