import { expect, it } from 'vitest'

import { openPage } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import {
  type PageWithCasefile,
  deliveredMessages,
  readSessionId,
  serveRecordingPage,
  storedMessages,
} from '../helpers/recording-page.ts'
import { servePages } from '../helpers/serve-pages.ts'
import { startCollector } from '../helpers/start-collector.ts'

it('delivers what was recorded while the collector was down, in order and once, after a reload', async () => {
  const first = await startCollector()
  const { page } = await openPage(await serveRecordingPage(first))
  await deliveredMessages(page, first)
  // The page's script is from the collector too: keep a copy, as a cache would.
  const script = await (await fetch(`${first.url}/casefile.js`)).text()
  await page.route('**/casefile.js', (route) =>
    route.fulfill({ body: script, contentType: 'text/javascript' }),
  )

  await first.stop('SIGKILL')
  await page.evaluate(() => {
    for (let index = 0; index < 250; index += 1) console.log(`offline ${index}`)
  })
  await page.evaluate(() => (window as unknown as PageWithCasefile).Casefile.flush())
  await page.reload()

  const port = new URL(first.url).port
  const second = await startCollector({ data: first.data, args: ['--port', port] })
  // Secrets are shown once, so the second start does not name them again.
  const messages = await deliveredMessages(page, { ...second, keys: first.keys })

  const expected = Array.from({ length: 250 }, (_, index) => `offline ${index}`)
  // The console is throttled at 200 a second, and says so; nothing of what was kept is missing.
  expect(messages.filter((message) => message.startsWith('offline'))).toEqual(
    expected.slice(0, messages.length),
  )
  expect(messages.length).toBeGreaterThanOrEqual(200)
})

it('brings to a collector that has moved what was kept for its old address', async () => {
  const collector = await startCollector()
  const { url, keys } = collector
  const site = await servePages({
    '/': `<!doctype html><title>Moved</title>
      <script src="${url}/casefile.js"></script>
      <script>
        const endpoint = new URLSearchParams(location.search).get('endpoint')
        Casefile.init({ key: '${keys.capture}', endpoint })
      </script>`,
  })
  // Nobody listens on the port for discarded data.
  const { page } = await openPage(`${site}/?endpoint=http://127.0.0.1:9`)
  await page.evaluate(async () => {
    console.log('before the move')
    await (window as unknown as PageWithCasefile).Casefile.flush()
  })

  await page.goto(`${site}/?endpoint=${url}`)

  expect(await deliveredMessages(page, collector)).toContain('before the move')
})

it.each([
  ['refused', `() => { throw new DOMException('no', 'SecurityError') }`],
  ['without an answer', '() => ({})'],
])('delivers from memory where IndexedDB is %s', async (_, open) => {
  const collector = await startCollector()
  const { url, keys } = collector
  const site = await servePages({
    '/': `<!doctype html><title>No database</title>
      <script>indexedDB.open = ${open}</script>
      <script src="${url}/casefile.js" data-key="${keys.capture}" data-endpoint="${url}"></script>
      <script>console.log('in memory only')</script>`,
  })
  const { page } = await openPage(site)

  expect(await deliveredMessages(page, collector)).toEqual(['in memory only'])
})

it('delivers from a page whose libraries gave every list a toJSON of their own', async () => {
  const collector = await startCollector()
  const { url, keys } = collector
  const site = await servePages({
    '/': `<!doctype html><title>Old library</title>
      <script>Array.prototype.toJSON = function () { return '[' + this.join() + ']' }</script>
      <script src="${url}/casefile.js" data-key="${keys.capture}" data-endpoint="${url}"></script>
      <script>console.log('from the old page', [1, 2])</script>`,
  })
  const { page } = await openPage(site)

  expect(await deliveredMessages(page, collector)).toEqual([
    expect.stringContaining('from the old page'),
  ])
  expect(await page.evaluate(() => JSON.stringify([1]))).toBe('"[1]"')
})

it('drops a batch that nobody took for a day, says so, and delivers the rest', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await serveRecordingPage(collector))
  await deliveredMessages(page, collector)

  await page.evaluate(async (key) => {
    const request = indexedDB.open('casefile')
    await new Promise((resolve) => (request.onsuccess = resolve))
    const time = Date.now() - 25 * 60 * 60_000
    const entry = {
      ...{ type: 'console', level: 'info', eventType: 'log', payload: { message: 'old' } },
      ...{ timestamp: new Date(time).toISOString(), eventMetadata: { seq: 1, tabId: 't' } },
    }
    const sessionId = 'forgotten'
    const batch = { id: 'old', sessionId, endpoint: '', key, time, entries: [entry, entry] }
    const transaction = request.result.transaction('buffer', 'readwrite')
    transaction.objectStore('buffer').put(batch, ['batch', key, time, 0, 'old'])
    await new Promise((resolve) => (transaction.oncomplete = resolve))
    console.log('newer')
    const { Casefile } = window as unknown as PageWithCasefile
    await Casefile.flush()
    await Casefile.flush()
  }, collector.keys.capture)

  const reader = readCollector(collector)
  const events = await reader.events(await reader.sessionId(await readSessionId(page)))
  expect(events).toContainEqual(expect.objectContaining({ type: 'console', message: 'newer' }))
  expect(await reader.events(await reader.sessionId('forgotten'))).toEqual([
    expect.objectContaining({ type: 'loss', reason: 'age', count: 2 }),
  ])
})

it('records in a sandboxed frame that may keep nothing', async () => {
  const collector = await startCollector()
  const { url, keys } = collector
  const site = await servePages({
    '/': `<!doctype html><title>Outer</title>
      <iframe sandbox="allow-scripts" src="/inner"></iframe>
      <script>onmessage = ({ data }) => { document.title = data }</script>`,
    '/inner': `<!doctype html><script src="${url}/casefile.js" data-key="${keys.capture}"></script>
      <script>
        console.log('from the sandbox')
        Casefile.flush().then(() => parent.postMessage(Casefile.sessionId(), '*'))
      </script>`,
  })
  const { page } = await openPage(site)
  await page.waitForFunction(() => document.title !== 'Outer')

  expect(await storedMessages(collector, await page.title())).toEqual(['from the sandbox'])
})

it('delivers the last moments of a page that is closed', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await serveRecordingPage(collector))
  await deliveredMessages(page, collector)
  const sessionId = await readSessionId(page)

  await page.evaluate(() => console.log('the last word'))
  await page.close({ runBeforeUnload: true })

  await expect
    .poll(() => storedMessages(collector, sessionId), { timeout: 10_000, interval: 250 })
    .toContain('the last word')
})

it('loses nothing of pages that are left as soon as they have begun', async () => {
  const collector = await startCollector()
  const { url, keys } = collector
  const body = (page: number) => `<!doctype html><title>${page}</title>
    <script src="${url}/casefile.js"></script>
    <script>
      Casefile.init({ key: '${keys.capture}', endpoint: '${url}' })
      console.log('page ${page}')
      ${page < 10 ? `location.href = '/${page + 1}'` : ''}
    </script>`
  const site = await servePages(
    Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`/${index + 1}`, body(index + 1)]),
    ),
  )
  const { page } = await openPage(`${site}/1`)
  await page.waitForFunction(() => document.title === '10')

  expect(await deliveredMessages(page, collector)).toEqual(
    Array.from({ length: 10 }, (_, index) => `page ${index + 1}`),
  )
})

it('delivers, once each, the errors right after which the page crashed', async () => {
  const collector = await startCollector()
  const site = await serveRecordingPage(collector)
  const { page, context } = await openPage(site)
  const sessionId = await readSessionId(page)
  const reader = readCollector(collector)
  const session = await reader.sessionId(sessionId)
  const errors = async () => {
    const events = await reader.events(session)
    return events.flatMap((event) => (event.type === 'error' ? [event.message] : []))
  }

  await page.evaluate(() => {
    for (let index = 0; index < 15; index += 1) {
      setTimeout(() => {
        throw new Error(`crash ${index}`)
      })
    }
    return new Promise((resolve) => setTimeout(resolve))
  })
  const crashed = page.waitForEvent('crash')
  await page.goto('chrome://crash').catch(() => {})
  await crashed
  const next = await context.newPage()
  await next.goto(site)

  const expected = Array.from({ length: 15 }, (_, index) => `crash ${index}`)
  await expect.poll(errors, { timeout: 30_000, interval: 500 }).toEqual(expected)
  // A second delivery would have to come with the next drain.
  await next.evaluate(() => (window as unknown as PageWithCasefile).Casefile.flush())
  expect(await errors()).toEqual(expected)
})

it('sends an issue even when the entries before it do not get through, and they follow', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await serveRecordingPage(collector))
  let blocked = true
  // An upload that hangs: neither an answer nor an error.
  await page.route('**/logs', (route) => (blocked ? new Promise(() => {}) : route.continue()))

  const issueId = await page.evaluate(async () => {
    console.log('stuck')
    const { Casefile } = window as unknown as PageWithCasefile
    return (await Casefile.report({ description: 'still arrives' })).issueId!
  })
  expect((await readCollector(collector).issue(issueId)).logs).toEqual([])

  blocked = false
  await page.reload()
  expect(await deliveredMessages(page, collector)).toContain('stuck')
})
