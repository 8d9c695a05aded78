import { expect, it } from 'vitest'

import { openPage } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import {
  type PageWithCasefile,
  deliveredMessages,
  readSessionId,
  serveRecordingPage,
} from '../helpers/recording-page.ts'
import { startCollector } from '../helpers/start-collector.ts'

it('lets nothing leave the device before a report in on-report mode, and then session, entries and issue', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await serveRecordingPage(collector, `mode: 'on-report'`))
  const requests: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') requests.push(new URL(request.url()).pathname)
  })

  await page.evaluate(async () => {
    console.error('kept back')
    await (window as unknown as PageWithCasefile).Casefile.flush()
  })
  await page.reload()
  await page.evaluate(() => (window as unknown as PageWithCasefile).Casefile.flush())
  expect(requests).toEqual([])

  const issueId = await page.evaluate(async () => {
    const { Casefile } = window as unknown as PageWithCasefile
    return (await Casefile.report({ description: 'now you may' })).issueId!
  })

  expect(requests.map((path) => path.replace(/[0-9a-f-]{36}/, ':id')).slice(0, 3)).toEqual([
    '/v1/sessions',
    '/v1/sessions/:id/logs',
    '/v1/issues',
  ])
  const { logs } = await readCollector(collector).issue(issueId)
  expect(logs.map(({ payload }) => payload.message)).toContain('kept back')
})

it('sends the minute before the first error, and then streams, in on-error mode', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await serveRecordingPage(collector, `mode: 'on-error'`))
  const requests: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') requests.push(request.url())
  })
  await page.evaluate(async () => {
    console.log('before')
    await (window as unknown as PageWithCasefile).Casefile.flush()
  })
  expect(requests).toEqual([])

  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error('boom')
    })
  })
  await page.waitForEvent('requestfinished', (request) => request.url().endsWith('/logs'))
  await page.evaluate(() => console.log('after'))

  expect(await deliveredMessages(page, collector)).toEqual(['before', 'after'])
})

it('records nothing and writes nothing before consent, and deletes all that is left when it is withdrawn', async () => {
  const collector = await startCollector()
  const { page } = await openPage(
    await serveRecordingPage(collector, `consent: 'required', mode: 'on-report'`),
  )
  /** How many records there are; puts one of another capture key there first, if that is given. */
  const stored = (otherKey?: string) =>
    page.evaluate(async (otherKey) => {
      const done = <Result>(request: IDBRequest<Result>) =>
        new Promise<Result>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error!)
        })
      const database = await done(indexedDB.open('casefile'))
      const isThere = [...database.objectStoreNames].includes('buffer')
      const buffer = isThere && database.transaction('buffer', 'readwrite').objectStore('buffer')
      if (buffer && otherKey) await done(buffer.put({}, ['report', otherKey, 'waiting', 1, 'id']))
      const keys = buffer ? await done(buffer.getAllKeys()) : []
      database.close()
      return keys.length
    }, otherKey)

  await page.evaluate(() => console.log('too early'))
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0)

  await page.evaluate(async () => {
    const { Casefile } = window as unknown as PageWithCasefile
    Casefile.setConsent('granted')
    console.log('allowed')
    await Casefile.flush()
  })
  expect(await stored()).toBeGreaterThan(0)
  expect(await stored('uc_pk_former')).toBeGreaterThan(1)

  await page.evaluate(() => (window as unknown as PageWithCasefile).Casefile.setConsent('denied'))
  await expect.poll(() => stored()).toBe(0)
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
})

it('forgets user and context at logout, and begins a new session', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await serveRecordingPage(collector))
  const reader = readCollector(collector)
  const report = (description: string) =>
    page.evaluate(async (words) => {
      const { Casefile } = window as unknown as PageWithCasefile
      return (await Casefile.report({ description: words })).issueId!
    }, description)

  await page.evaluate(() => {
    const { Casefile } = window as unknown as PageWithCasefile
    Casefile.identify({ id: 'user-7', email: 'ada@example.com' })
    Casefile.addContext({ plan: 'pro', token: 'hunter2' })
  })
  await page.reload()
  const before = await reader.issue(await report('as Ada'))
  await page.evaluate(() => (window as unknown as PageWithCasefile).Casefile.reset())
  const after = await reader.issue(await report('as nobody'))

  expect(before.metadata.user).toEqual({ id: 'user-7', email: 'ada@example.com' })
  expect(before.metadata.context).toEqual({ plan: 'pro', token: '[redacted]' })
  expect(after.metadata).not.toHaveProperty('user')
  expect(after.metadata).not.toHaveProperty('context')
  expect(after.sessionId).not.toBe(before.sessionId)
})

it('records nothing while paused', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await serveRecordingPage(collector))

  await page.evaluate(() => {
    const { Casefile } = window as unknown as PageWithCasefile
    console.log('one')
    Casefile.pause()
    console.log('two')
    Casefile.resume()
    console.log('three')
  })

  expect(await deliveredMessages(page, collector)).toEqual(['one', 'three'])
})

it('gives every event to beforeStore after redaction, and stores what it returns', async () => {
  const collector = await startCollector()
  const hook = `beforeStore: ({ event }) => event.message === 'drop me'
    ? undefined : { ...event, message: event.message && event.message + '!' }`
  const { page } = await openPage(await serveRecordingPage(collector, hook))

  await page.evaluate(() => {
    console.log('drop me')
    console.log('password=hunter2')
  })

  expect(await deliveredMessages(page, collector)).toEqual(['password=[redacted]!'])
})

it('takes every hook out of the page when it is stopped', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await serveRecordingPage(collector))

  const restored = await page.evaluate(async () => {
    const { Casefile, originals } = window as unknown as PageWithCasefile
    await Casefile.stop()
    console.log('unheard')
    return originals.fetch === fetch && originals.log === console.log
  })

  expect(restored).toBe(true)
  const reader = readCollector(collector)
  const events = await reader.events(await reader.sessionId(await readSessionId(page)))
  expect(events.some((event) => event.type === 'console')).toBe(false)
})
