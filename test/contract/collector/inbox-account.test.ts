import { beforeAll, describe, expect, it } from 'vitest'

import { call } from '../../helpers/collector-client.ts'
import { sendRequest } from '../../helpers/http-request.ts'
import {
  cookieOf,
  inboxState,
  makeOwner,
  OWNER,
  sendFromInbox,
  signIn,
} from '../../helpers/inbox-owner.ts'
import { readDataFolder } from '../../helpers/read-data-folder.ts'
import { pipeToServerCli } from '../../helpers/run-server-cli.ts'
import { startCollector, type RunningCollector } from '../../helpers/start-collector.ts'
import { useCollector } from '../../helpers/use-collector.ts'

const PROJECTS = 'GET /api/casefile/v1/projects'

const read = async (collector: RunningCollector, cookie: string) =>
  (await call(collector, PROJECTS, { headers: { cookie } })).status

async function ownedCollector(): Promise<RunningCollector> {
  const collector = await startCollector()
  await makeOwner(collector)
  return collector
}

describe('the owner of the inbox', () => {
  it('signs in and reads what a project key reads', async () => {
    const collector = await ownedCollector()
    const answer = await signIn(collector, { email: ` ${OWNER.email.toUpperCase()} ` })
    const cookie = cookieOf(answer)

    expect(answer.status).toBe(204)
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^casefile_session=[\w-]{43}; Max-Age=7776000; HttpOnly; SameSite=Strict; Path=\/$/,
    )
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(await read(collector, cookie)).toBe(200)
    expect(await inboxState(collector, cookie)).toEqual({
      status: 'signed-in',
      account: { email: OWNER.email, role: 'owner' },
      reason: null,
    })
  })

  it.each([
    ['a wrong password', { password: 'correct horse batterz' }],
    ['no password', { password: '' }],
    ['an unknown e-mail', { email: 'nobody@shop.test' }],
  ])('is not told what was wrong with %s', async (_case, credentials) => {
    const answer = await signIn(await ownedCollector(), credentials)

    expect(answer.status).toBe(401)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(JSON.parse(answer.text).message).toBe('E-mail or password is wrong.')
  })

  it('is asked to sign in on the machine itself, too', async () => {
    const collector = await startCollector()
    const enter = () => sendFromInbox(collector, 'POST /inbox-session')
    const local = cookieOf(await enter())
    expect(await inboxState(collector)).toMatchObject({ status: 'local' })
    expect(await read(collector, local)).toBe(200)

    await makeOwner(collector)

    expect((await enter()).status).toBe(401)
    expect(await read(collector, local)).toBe(401)
    expect(await inboxState(collector, local)).toMatchObject({ status: 'signed-out' })
  })

  it('stays signed in when the collector starts anew', async () => {
    const collector = await ownedCollector()
    const cookie = cookieOf(await signIn(collector))
    await collector.stop()
    const { data } = collector

    expect(await read(await startCollector({ data }), cookie)).toBe(200)
  })

  it('signs out', async () => {
    const collector = await ownedCollector()
    const [here, there] = [cookieOf(await signIn(collector)), cookieOf(await signIn(collector))]

    const answer = await sendFromInbox(collector, 'DELETE /inbox-session', {
      headers: { cookie: here },
    })

    expect(String(answer.headers['set-cookie'])).toMatch(/^casefile_session=; Max-Age=0;/)
    expect(await read(collector, here)).toBe(401)
    expect(await read(collector, there)).toBe(200)
  })

  it('ends the session before when signing in again in the same browser', async () => {
    const collector = await ownedCollector()
    const before = cookieOf(await signIn(collector))
    const after = cookieOf(await signIn(collector, { headers: { cookie: before } }))

    expect([await read(collector, before), await read(collector, after)]).toEqual([401, 200])
  })

  it('signs out everywhere', async () => {
    const collector = await ownedCollector()
    const [here, there] = [cookieOf(await signIn(collector)), cookieOf(await signIn(collector))]

    await sendFromInbox(collector, 'DELETE /inbox-sessions', { headers: { cookie: here } })

    expect(await Promise.all([here, there].map((cookie) => read(collector, cookie)))).toEqual([
      401, 401,
    ])
  })

  it('changes the password, which signs every other browser out', async () => {
    const collector = await ownedCollector()
    const [here, there] = [cookieOf(await signIn(collector)), cookieOf(await signIn(collector))]
    const change = (currentPassword: string, newPassword: string) =>
      sendFromInbox(collector, 'PUT /inbox-password', {
        headers: { cookie: here },
        body: { currentPassword, newPassword },
      })

    expect((await change('a wrong guess of it', 'quite another phrase')).status).toBe(403)
    expect((await change(OWNER.password, 'too short')).status).toBe(400)
    expect((await change(OWNER.password, OWNER.password)).status).toBe(400)
    expect((await change(OWNER.password, 'quite another phrase')).status).toBe(204)

    expect([await read(collector, here), await read(collector, there)]).toEqual([200, 401])
    expect((await signIn(collector)).status).toBe(401)
    expect((await signIn(collector, { password: 'quite another phrase' })).status).toBe(204)
  })

  it('gets a new password from the command line, which signs out everywhere', async () => {
    const collector = await ownedCollector()
    const cookie = cookieOf(await signIn(collector))

    await makeOwner(collector, { ...OWNER, password: 'a fresh and longer one' })

    expect(await read(collector, cookie)).toBe(401)
    expect((await signIn(collector)).status).toBe(401)
    expect((await signIn(collector, { password: 'a fresh and longer one' })).status).toBe(204)
  })

  it('leaves neither the password nor a token in the folder', async () => {
    const collector = await ownedCollector()
    const cookie = cookieOf(await signIn(collector))
    await collector.stop()

    const files = await readDataFolder(collector.data)
    const content = files.map(({ text }) => text).join('\n')

    expect(content).toContain(OWNER.email)
    expect(content).not.toContain(OWNER.password)
    expect(content).not.toContain(cookie.split('=')[1])
  })

  it.each([
    [['--email', 'nobody', '{}'], 'long enough for all', /not an e-mail/],
    [['--email', 'a@b.test', '{}'], 'short', /at least 12/],
    [['--email', 'a@b.test', '{}'], '', /no password/],
    [['{}'], 'long enough for all', /--email/],
  ])('is not made by owner %j with "%s"', async (args, password, message) => {
    const { data } = await startCollector()
    const given = args.flatMap((arg) => (arg === '{}' ? ['--data', data] : [arg]))
    const { code, stderr } = await pipeToServerCli(password && `${password}\n`, 'owner', ...given)

    expect(code).toBe(2)
    expect(stderr).toMatch(message)
  })
})

describe('guessing a password', () => {
  it('is slowed down, says how long, and hits nobody who has been here before', async () => {
    const collector = await startCollector({ args: ['--host', '0.0.0.0'] })
    await makeOwner(collector)
    const guess = (email: string) =>
      signIn(collector, {
        email,
        password: 'not the right one',
        // As far as the throttle can see, not made on this machine.
        headers: { 'x-forwarded-for': '203.0.113.7' },
      })

    const answers = []
    for (let round = 0; round < 11; round += 1) answers.push(await guess(OWNER.email))

    expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(401), 429])
    const [last] = answers.slice(-1)
    expect(Number(last?.headers['retry-after'])).toBeGreaterThan(30)
    expect(Number(last?.headers['retry-after'])).toBeLessThanOrEqual(60)
    expect(JSON.parse(String(last?.text)).message).toMatch(/Too many attempts.*seconds/)
    // The machine's own attempts are others, e.g. through an SSH tunnel.
    expect((await signIn(collector)).status).toBe(204)
  })

  it('is slowed down by address, whoever is guessed', async () => {
    const collector = await ownedCollector()
    const statuses = []
    for (let round = 0; round < 21; round += 1) {
      statuses.push((await signIn(collector, { email: `somebody${round}@shop.test` })).status)
    }

    expect(statuses).toEqual([...Array(20).fill(401), 429])
  })

  it('takes as long for an unknown e-mail', async () => {
    const collector = await ownedCollector()
    const time = async (email: string) => {
      const start = performance.now()
      await signIn(collector, { email, password: 'not the right one' })
      return performance.now() - start
    }
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 5; round += 1) {
      known.push(await time(OWNER.email))
      unknown.push(await time('nobody@shop.test'))
    }

    // Without a hash for nobody it is fifty times faster; a busy machine is never that uneven.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 4)
  })
})

describe('the set-up address', () => {
  const setUp = (collector: RunningCollector, token: string, owner = OWNER) =>
    sendFromInbox(collector, 'POST /inbox-set-up', { body: { token, ...owner } })
  const tokenOf = ({ setUpUrl }: RunningCollector) => String(setUpUrl?.split('#')[1])

  it('makes the owner, once, and signs them in', async () => {
    const collector = await startCollector()
    expect(collector.setUpUrl).toMatch(/\/inbox\/set-up#[\w-]{32}$/)

    const first = await setUp(collector, tokenOf(collector))
    const second = await setUp(collector, tokenOf(collector), { ...OWNER, email: 'b@shop.test' })

    expect([first.status, second.status]).toEqual([204, 409])
    expect(await read(collector, cookieOf(first))).toBe(200)
    expect(second.headers['set-cookie']).toBeUndefined()
  })

  it('makes one owner when many come at once', async () => {
    const collector = await startCollector()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        setUp(collector, tokenOf(collector), { ...OWNER, email: `${index}@shop.test` }),
      ),
    )

    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(7).fill(409)])
  })

  it('cannot be guessed', async () => {
    const collector = await startCollector()

    for (const token of ['', 'x', 'A'.repeat(32), 'ä'.repeat(900)]) {
      expect((await setUp(collector, token)).status).toBe(403)
    }
    expect(await inboxState(collector)).toMatchObject({ status: 'local' })
  })

  it('is another one after a restart, and none when there is an owner', async () => {
    const before = await startCollector()
    await before.stop()
    const after = await startCollector({ data: before.data })

    expect((await setUp(after, tokenOf(before))).status).toBe(403)
    await makeOwner(after)
    await after.stop()
    expect((await startCollector({ data: before.data })).setUpUrl).toBeNull()
  })

  it('takes only an e-mail and a password that are good for something', async () => {
    const collector = await startCollector()

    for (const [wrong, message] of [
      [{ email: 'nobody' }, /not an e-mail/],
      [{ password: 'elevenchars' }, /at least 12/],
      [{ password: 'a'.repeat(201) }, /at most 200/],
      [{ password: 'aaaaaaaaaaaaaaa' }, /easy to guess/],
      [{ password: `${OWNER.email}1` }, /easy to guess/],
    ] as const) {
      const answer = await setUp(collector, tokenOf(collector), { ...OWNER, ...wrong })
      expect([wrong, answer.status]).toEqual([wrong, 400])
      expect(JSON.parse(answer.text).message).toMatch(message)
    }
  })
})

describe('a page of another site', () => {
  const collectorOf = useCollector()
  beforeAll(() => makeOwner(collectorOf()))

  const FOREIGN: [string, Record<string, string>][] = [
    ['without the header', { 'x-casefile-inbox': '' }],
    ['from another origin', { origin: 'https://evil.example' }],
    ['from a page without an origin', { origin: 'null' }],
    ['from another port', { origin: 'http://127.0.0.1:1' }],
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from another subdomain', { 'sec-fetch-site': 'same-site' }],
  ]
  const CHANGES: [string, object | undefined][] = [
    ['POST /inbox-sign-in', OWNER],
    ['POST /inbox-set-up', { token: 'x', ...OWNER }],
    ['PUT /inbox-password', { currentPassword: OWNER.password, newPassword: 'some other words' }],
    ['DELETE /inbox-session', undefined],
    ['DELETE /inbox-sessions', undefined],
  ]

  it.each(FOREIGN)('changes nothing %s, even with the cookie', async (_case, foreign) => {
    const collector = collectorOf()
    const cookie = cookieOf(await signIn(collector))

    for (const [request, body] of CHANGES) {
      const headers: Record<string, string> = { 'x-casefile-inbox': '1', ...foreign, cookie }
      if (headers['x-casefile-inbox'] === '') delete headers['x-casefile-inbox']
      const [method = '', path = ''] = request.split(' ')
      const answer = await sendRequest(`${collector.url}/api/casefile/v1${path}`, {
        method,
        headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      })
      expect([request, answer.status]).toEqual([request, 403])
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    }

    expect(await read(collector, cookie)).toBe(200)
    expect((await signIn(collector)).status).toBe(204)
  })

  it('of the inbox itself may', async () => {
    const collector = collectorOf()
    const { host } = new URL(collector.url)

    for (const headers of [
      { origin: `http://${host}` },
      { 'sec-fetch-site': 'same-origin' },
      // What a browser says holds also behind a proxy that hands on another host.
      { origin: 'https://inbox.example', 'sec-fetch-site': 'same-origin' },
    ]) {
      expect((await signIn(collector, { headers })).status).toBe(204)
    }
  })
})
