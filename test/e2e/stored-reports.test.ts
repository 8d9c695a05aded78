import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { chromium, type BrowserContext, type Page } from 'playwright'
import { expect, it, onTestFinished } from 'vitest'

import { launchOptions } from '../../scripts/find-browser.mjs'
import { launchChromium, openPage } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import {
  type PageWithCasefile,
  readSessionId,
  serveRecordingPage,
} from '../helpers/recording-page.ts'
import { type RunningCollector, startCollector } from '../helpers/start-collector.ts'

/** Longer than the waits between two attempts of a page that is back online. */
const BACK_ONLINE = { timeout: 20_000, interval: 250 }

const report = (page: Page, description: string) =>
  page.evaluate(async (words) => {
    const { Casefile } = window as unknown as PageWithCasefile
    const { issueId, stored } = await Casefile.report({ description: words })
    return { issueId, stored }
  }, description)

/** Opens a page whose code has all been loaded, replay included. */
async function openRecording(collector: RunningCollector, options = '') {
  const site = await serveRecordingPage(collector, options)
  const opened = await openPage(site)
  await loaded(opened.page)
  return { ...opened, site, reader: readCollector(collector) }
}

async function loaded(page: Page) {
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => /casefile-recorder/.test(name)),
  )
  await page.evaluate(() => (window as unknown as PageWithCasefile).Casefile.flush())
}

/** The posts of a context to the collector, ids replaced, as they are answered. */
function watchPosts(context: BrowserContext): string[] {
  const posts: string[] = []
  context.on('requestfinished', (request) => {
    const { pathname } = new URL(request.url())
    if (request.method() === 'POST') posts.push(pathname.replace(/[0-9a-f-]{36}/, ':id'))
  })
  return posts
}

/** What the page is told of reports that had to wait. */
const hearSettled = (page: Page) =>
  page.evaluate(() => {
    const heard: unknown[] = []
    Object.assign(window, { heard })
    const { Casefile } = window as unknown as PageWithCasefile
    Casefile.onReportSettled((settled) => heard.push(settled))
  })

const readHeard = (page: Page) =>
  page.evaluate(() => (window as unknown as { heard: { outcome: string }[] }).heard)

async function replayChunks({ get }: ReturnType<typeof readCollector>, sessionId: string) {
  const path = `/api/casefile/v1/sessions/${sessionId}/replay`
  return (await get<{ chunks: unknown[] }>(path)).chunks
}

it('keeps a report that is written offline, and delivers it from the same page once it is online', async () => {
  const collector = await startCollector()
  const { page, context, reader } = await openRecording(collector)
  await hearSettled(page)
  await context.setOffline(true)
  await page.evaluate(() => console.log('before the report'))

  expect(await report(page, 'written offline')).toEqual({ issueId: null, stored: 'device' })
  await context.setOffline(false)

  await expect.poll(() => readHeard(page), BACK_ONLINE).toMatchObject([{ outcome: 'arrived' }])
  const [issue, ...more] = await reader.issues()
  expect(more).toEqual([])
  const { logs, userDescription, sessionId } = await reader.issue(issue!.issueId)
  expect(userDescription).toBe('written offline')
  expect(logs.map(({ payload }) => payload.message)).toContain('before the report')
  expect(await replayChunks(reader, sessionId)).toHaveLength(1)
})

it('delivers at the next visit, once, what was written offline in a tab that is closed', async () => {
  const collector = await startCollector()
  const { page, context, site, reader } = await openRecording(collector)
  const sessionId = await readSessionId(page)
  await context.setOffline(true)
  await page.evaluate(() => console.log('before the report'))
  await report(page, 'written offline')
  await page.close()
  await context.setOffline(false)

  const posts = watchPosts(context)
  const next = await context.newPage()
  await next.goto(site)
  await hearSettled(next)

  await expect.poll(() => readHeard(next), BACK_ONLINE).toMatchObject([{ outcome: 'arrived' }])
  const issues = await reader.issues()
  expect(issues).toMatchObject([{ sessionId: await reader.sessionId(sessionId) }])
  expect(await replayChunks(reader, issues[0]!.sessionId)).toHaveLength(1)
  const ours = posts.filter((path) => /logs|issues|replay/.test(path))
  expect([...new Set(ours)]).toEqual([
    '/v1/sessions/:id/logs',
    '/v1/issues',
    '/api/casefile/v1/sessions/:id/replay',
  ])

  // Neither it nor the news of it comes a second time.
  await next.reload()
  await hearSettled(next)
  await next.evaluate(() => (window as unknown as PageWithCasefile).Casefile.flush())
  expect(await readHeard(next)).toEqual([])
  expect(await reader.issues()).toHaveLength(1)
})

it('makes one issue and one replay where the answers got lost', async () => {
  const collector = await startCollector()
  const { page, context, reader } = await openRecording(collector)
  const swallowed: string[] = []
  await context.route(/\/v1\/issues$|\/replay$/, async (route) => {
    const { pathname } = new URL(route.request().url())
    if (swallowed.includes(pathname)) return route.continue()
    // The collector has it, and the page never hears so.
    await route.fetch()
    swallowed.push(pathname)
    await route.abort()
  })

  expect(await report(page, 'said twice')).toEqual({ issueId: null, stored: 'device' })

  await hearSettled(page)
  await expect.poll(() => readHeard(page), BACK_ONLINE).toMatchObject([{ outcome: 'arrived' }])
  expect(swallowed).toHaveLength(2)
  const issues = await reader.issues()
  expect(issues).toHaveLength(1)
  expect(await replayChunks(reader, issues[0]!.sessionId)).toHaveLength(1)
})

it('delivers, once, what was being sent when the browser was killed', async () => {
  const collector = await startCollector()
  const site = await serveRecordingPage(collector)
  const profile = await mkdtemp(join(tmpdir(), 'casefile-profile-'))
  onTestFinished(() => rm(profile, { recursive: true, force: true, maxRetries: 3 }))
  const open = async () => {
    const context = await chromium.launchPersistentContext(profile, launchOptions())
    onTestFinished(() => context.close())
    const page = context.pages()[0] ?? (await context.newPage())
    return { context, page }
  }
  const { context, page } = await open()
  await page.goto(site)
  await loaded(page)
  const asked = Promise.withResolvers<void>()
  // The collector has it; then the browser dies, before the answer.
  await context.route(/\/v1\/issues$/, async (route) => {
    await route.fetch()
    asked.resolve()
  })
  void report(page, 'the last words').catch(() => {})
  await asked.promise
  const closed = new Promise((resolve) => context.once('close', resolve))
  const debugging = await context.newCDPSession(page)
  void debugging.send('Browser.crash').catch(() => {})
  await closed

  const { page: next } = await open()
  await next.goto(site)
  await hearSettled(next)

  await expect.poll(() => readHeard(next), BACK_ONLINE).toMatchObject([{ outcome: 'arrived' }])
  const reader = readCollector(collector)
  const issues = await reader.issues()
  expect(issues).toMatchObject([{ userDescription: 'the last words' }])
  expect(await replayChunks(reader, issues[0]!.sessionId)).toHaveLength(1)
})

it.each([
  [503, {}],
  [429, { 'retry-after': '1' }],
])('keeps a report while the collector answers %i', async (status, headers) => {
  const collector = await startCollector()
  const { page, context, reader } = await openRecording(collector)
  await context.route(/\/v1\/issues$/, (route) =>
    route.fulfill({ status, headers: { ...headers, 'access-control-allow-origin': '*' } }),
  )

  expect(await report(page, 'come back later')).toEqual({ issueId: null, stored: 'device' })
  await context.unroute(/\/v1\/issues$/)

  await expect
    .poll(reader.issues, BACK_ONLINE)
    .toMatchObject([{ userDescription: 'come back later' }])
})

it('sends a foreign server only what is documented of a report that waited', async () => {
  const collector = await startCollector()
  const site = await serveRecordingPage(collector)
  const context = await (await launchChromium()).newContext()
  const asked: { path: string; headers: object; body: string | null }[] = []
  let isDown = false
  await context.route(/\/v1\//, async (route) => {
    const request = route.request()
    const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }
    const path = new URL(request.url()).pathname
    if (request.method() === 'POST') {
      if (isDown) return route.fulfill({ status: 503, headers })
      asked.push({ path, headers: await request.allHeaders(), body: request.postData() })
    }
    await route.fulfill({ status: 201, headers, json: { sessionId: 's', issueId: 'i' } })
  })
  const page = await context.newPage()
  await page.goto(site)
  await loaded(page)
  isDown = true
  expect(await report(page, 'in plain words')).toMatchObject({ stored: 'device' })
  await hearSettled(page)

  isDown = false

  await expect.poll(() => readHeard(page), BACK_ONLINE).toMatchObject([{ issueId: 'i' }])
  const issues = asked.filter(({ path }) => path === '/v1/issues')
  expect(issues).toHaveLength(1)
  expect(issues[0]!.headers).not.toHaveProperty('idempotency-key')
  expect(JSON.parse(issues[0]!.body!)).toEqual({
    sessionId: 's',
    userDescription: 'in plain words',
    metadata: { url: `${site}/`, browser: expect.any(String) },
  })
  expect(asked.map(({ path }) => path)).not.toContain('/api/casefile/v1/sessions/s/replay')
})

it('delivers once from two tabs that come back online together', async () => {
  const collector = await startCollector()
  const { page, context, site, reader } = await openRecording(collector)
  const other = await context.newPage()
  await other.goto(site)
  await loaded(other)
  await hearSettled(page)
  await hearSettled(other)
  await context.setOffline(true)
  await report(page, 'of the one')
  await report(other, 'of the other')

  await context.setOffline(false)

  await expect
    .poll(async () => [...(await readHeard(page)), ...(await readHeard(other))], BACK_ONLINE)
    .toHaveLength(2)
  const issues = await reader.issues()
  expect(issues.map(({ userDescription }) => userDescription).sort()).toEqual([
    'of the one',
    'of the other',
  ])
})

it('says why a report that waited was refused for good, with its words, and does not ask again', async () => {
  const collector = await startCollector()
  const { page, context, site } = await openRecording(collector)
  await context.setOffline(true)
  await report(page, 'too bad')
  await page.close()
  await context.setOffline(false)
  let asked = 0
  await context.route(/\/v1\/issues$/, (route) => {
    asked += 1
    return route.fulfill({
      status: 403,
      headers: { 'access-control-allow-origin': '*' },
      json: { message: 'not this origin' },
    })
  })

  const next = await context.newPage()
  await next.goto(site)
  await hearSettled(next)

  await expect
    .poll(() => readHeard(next), BACK_ONLINE)
    .toMatchObject([
      {
        outcome: 'refused',
        description: 'too bad',
        reason: 'The collector answered 403: not this origin',
      },
    ])
  await next.evaluate(() => (window as unknown as PageWithCasefile).Casefile.flush())
  expect(asked).toBe(1)
})

it('deletes a report that waits when consent is withdrawn', async () => {
  const collector = await startCollector()
  const { page, context, site, reader } = await openRecording(collector)
  await context.setOffline(true)
  await report(page, 'never mind')

  await page.evaluate(() => (window as unknown as PageWithCasefile).Casefile.setConsent('denied'))
  await expect.poll(() => storedKinds(page)).not.toContain('report')
  await context.setOffline(false)
  await page.goto(`${site}?again`)
  await loaded(page)

  expect(await reader.issues()).toEqual([])
})

it('keeps a report in memory where IndexedDB is refused, and says so', async () => {
  const collector = await startCollector()
  const site = await serveRecordingPage(collector)
  const browser = await launchChromium()
  const context = await browser.newContext()
  await context.addInitScript(`indexedDB.open = () => { throw new DOMException('no') }`)
  const page = await context.newPage()
  await page.goto(site)
  await loaded(page)
  await context.setOffline(true)

  expect(await report(page, 'from memory')).toEqual({ issueId: null, stored: 'page' })
  await context.setOffline(false)

  await expect
    .poll(readCollector(collector).issues, BACK_ONLINE)
    .toMatchObject([{ userDescription: 'from memory' }])
})

it('lets nothing leave before Send in on-report mode, and after a Send offline only what led up to it', async () => {
  const collector = await startCollector()
  const { page, context, site, reader } = await openRecording(collector, `mode: 'on-report'`)
  const posts = watchPosts(context)
  await context.setOffline(true)
  await page.evaluate(() => console.error('led up to it'))
  await report(page, 'a Send is a Send')
  await page.evaluate(() => console.error('after it'))
  await page.close()
  await context.setOffline(false)
  expect(posts).toEqual([])

  const next = await context.newPage()
  await next.goto(site)
  await hearSettled(next)
  await next.evaluate(() => console.error('of the next visit'))

  await expect.poll(() => readHeard(next), BACK_ONLINE).toMatchObject([{ outcome: 'arrived' }])
  await next.evaluate(() => (window as unknown as PageWithCasefile).Casefile.flush())
  expect(posts).toEqual([
    '/v1/sessions',
    '/v1/sessions/:id/logs',
    '/v1/issues',
    '/api/casefile/v1/sessions/:id/replay',
  ])
  const [issue] = await reader.issues()
  const events = await reader.events(issue!.sessionId)
  const messages = events.flatMap((event) => (event.type === 'console' ? [event.message] : []))
  expect(messages).toEqual(['led up to it'])
})

it('lets nothing leave before the first error in on-error mode, and that one offline at the next visit', async () => {
  const collector = await startCollector()
  const { page, context, site, reader } = await openRecording(collector, `mode: 'on-error'`)
  const posts = watchPosts(context)
  await context.setOffline(true)
  await page.evaluate(() => console.log('before'))
  await context.setOffline(false)
  await page.evaluate(() => (window as unknown as PageWithCasefile).Casefile.flush())
  expect(posts).toEqual([])

  const sessionId = await readSessionId(page)
  await context.setOffline(true)
  await page.evaluate(async () => {
    const failed = new Promise((resolve) => addEventListener('error', resolve, { once: true }))
    setTimeout(() => {
      throw new Error('boom')
    })
    await failed
    await (window as unknown as PageWithCasefile).Casefile.flush()
  })
  await page.close()
  await context.setOffline(false)
  expect(posts).toEqual([])

  const next = await context.newPage()
  await next.goto(site)
  await loaded(next)
  const events = await reader.events(await reader.sessionId(sessionId))
  expect(events.flatMap((event) => ('message' in event ? [event.message] : []))).toEqual(
    expect.arrayContaining(['before', 'boom']),
  )
})

async function storedKinds(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('casefile')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error!)
    })
    const keys = await new Promise<IDBValidKey[]>((resolve) => {
      const request = database.transaction('buffer').objectStore('buffer').getAllKeys()
      request.onsuccess = () => resolve(request.result)
    })
    database.close()
    return keys.map((key) => String((key as IDBValidKey[])[0]))
  })
}
