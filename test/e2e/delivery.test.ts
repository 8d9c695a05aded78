import type { Page } from 'playwright'
import { expect, it } from 'vitest'

import { openPage } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import { servePages } from '../helpers/serve-pages.ts'
import { type RunningCollector, startCollector } from '../helpers/start-collector.ts'

interface PageWithCasefile {
  Casefile: {
    init(options: object): void
    flush(): Promise<void>
    sessionId(): string
    setConsent(consent: string): void
    pause(): void
    resume(): void
    report(report: { description: string }): Promise<{ issueId: string }>
    stop(): Promise<void>
    identify(user: object): void
    addContext(context: object): void
    reset(): void
  }
  originals: { fetch: unknown; log: unknown }
}

/** A page with the script tag, recording into `collector`; `options` is written as JavaScript. */
function serve(collector: Pick<RunningCollector, 'url' | 'keys'>, options = '') {
  const { url, keys } = collector
  return servePages({
    '/': `<!doctype html><title>Page</title><button>Press</button>
      <script>window.originals = { fetch, log: console.log }</script>
      <script src="${url}/casefile.js"></script>
      <script>Casefile.init({ key: '${keys.capture}', endpoint: '${url}', ${options} })</script>`,
  })
}

/** Waits until the page has delivered, then gives the console messages the collector holds. */
async function delivered(page: Page, collector: RunningCollector): Promise<string[]> {
  const externalId = await page.evaluate(async () => {
    const { Casefile } = window as unknown as PageWithCasefile
    await Casefile.flush()
    return Casefile.sessionId()
  })
  return consoleMessages(collector, externalId)
}

async function consoleMessages(collector: RunningCollector, externalId: string): Promise<string[]> {
  const reader = readCollector(collector)
  const events = await reader.events(await reader.sessionId(externalId))
  return events.flatMap((event) => (event.type === 'console' ? [event.message] : []))
}

const readSessionId = (page: Page) =>
  page.evaluate(() => (window as unknown as PageWithCasefile).Casefile.sessionId())

it('delivers what was recorded while the collector was down, in order and once, after a reload', async () => {
  const first = await startCollector()
  const { page } = await openPage(await serve(first))
  await delivered(page, first)
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
  const messages = await delivered(page, { ...second, keys: first.keys })

  const expected = Array.from({ length: 250 }, (_, index) => `offline ${index}`)
  // The console is throttled at 200 a second, and says so; nothing of what was kept is missing.
  expect(messages.filter((message) => message.startsWith('offline'))).toEqual(
    expected.slice(0, messages.length),
  )
  expect(messages.length).toBeGreaterThanOrEqual(200)
})

it('delivers the last moments of a page that is closed', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await serve(collector))
  await delivered(page, collector)
  const sessionId = await readSessionId(page)

  await page.evaluate(() => console.log('the last word'))
  await page.close({ runBeforeUnload: true })

  await expect
    .poll(() => consoleMessages(collector, sessionId), { timeout: 10_000, interval: 250 })
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

  expect(await delivered(page, collector)).toEqual(
    Array.from({ length: 10 }, (_, index) => `page ${index + 1}`),
  )
})

it('delivers, once each, the errors right after which the page crashed', async () => {
  const collector = await startCollector()
  const site = await serve(collector)
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

it('lets nothing leave the device before a report in on-report mode, and then session, entries and issue', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await serve(collector, `mode: 'on-report'`))
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
    return (await Casefile.report({ description: 'now you may' })).issueId
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
  const { page } = await openPage(await serve(collector, `mode: 'on-error'`))
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

  expect(await delivered(page, collector)).toEqual(['before', 'after'])
})

it('records nothing and writes nothing before consent, and deletes what is left when it is withdrawn', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await serve(collector, `consent: 'required', mode: 'on-report'`))
  const stored = () =>
    page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('casefile')
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error!)
      })
      const names = [...database.objectStoreNames]
      const keys = names.includes('buffer')
        ? await new Promise<IDBValidKey[]>((resolve) => {
            const request = database.transaction('buffer').objectStore('buffer').getAllKeys()
            request.onsuccess = () => resolve(request.result)
          })
        : []
      database.close()
      return keys.length
    })

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

  await page.evaluate(() => (window as unknown as PageWithCasefile).Casefile.setConsent('denied'))
  await expect.poll(stored).toBe(0)
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0)
})

it('sends an issue even when the entries before it do not get through, and they follow', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await serve(collector))
  let blocked = true
  // An upload that hangs: neither an answer nor an error.
  await page.route('**/logs', (route) => (blocked ? new Promise(() => {}) : route.continue()))

  const issueId = await page.evaluate(async () => {
    console.log('stuck')
    const { Casefile } = window as unknown as PageWithCasefile
    return (await Casefile.report({ description: 'still arrives' })).issueId
  })
  expect((await readCollector(collector).issue(issueId)).logs).toEqual([])

  blocked = false
  await page.reload()
  expect(await delivered(page, collector)).toContain('stuck')
})

it('forgets user and context at logout, and begins a new session', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await serve(collector))
  const reader = readCollector(collector)
  const report = (description: string) =>
    page.evaluate(async (words) => {
      const { Casefile } = window as unknown as PageWithCasefile
      return (await Casefile.report({ description: words })).issueId
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
  const { page } = await openPage(await serve(collector))

  await page.evaluate(() => {
    const { Casefile } = window as unknown as PageWithCasefile
    console.log('one')
    Casefile.pause()
    console.log('two')
    Casefile.resume()
    console.log('three')
  })

  expect(await delivered(page, collector)).toEqual(['one', 'three'])
})

it('gives every event to beforeStore after redaction, and stores what it returns', async () => {
  const collector = await startCollector()
  const hook = `beforeStore: ({ event }) => event.message === 'drop me'
    ? undefined : { ...event, message: event.message && event.message + '!' }`
  const { page } = await openPage(await serve(collector, hook))

  await page.evaluate(() => {
    console.log('drop me')
    console.log('password=hunter2')
  })

  expect(await delivered(page, collector)).toEqual(['password=[redacted]!'])
})

it('takes every hook out of the page when it is stopped', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await serve(collector))

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
