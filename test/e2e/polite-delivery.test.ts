import { expect, it } from 'vitest'

import { openPage } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import {
  deliveredMessages,
  type PageWithCasefile,
  readSessionId,
  serveRecordingPage,
  storedMessages,
} from '../helpers/recording-page.ts'
import { addProject, runServerCli } from '../helpers/run-server-cli.ts'
import { servePages } from '../helpers/serve-pages.ts'
import { startProxy } from '../helpers/start-proxy.ts'
import { useCollector } from '../helpers/use-collector.ts'

const collector = useCollector()

it('delivers by a path of the page’s own origin that a proxy forwards', async () => {
  const origin = await startProxy({ target: collector().url, basePath: '/casefile', strips: true })
  const { page } = await openPage('about:blank')
  await page.route(`${origin}/shop/`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>Shop</title>
        <script src="/casefile/casefile.js"></script>
        <script>
          Casefile.init({ key: '${collector().keys.capture}', endpoint: '/casefile' })
          console.log('by the proxy')
        </script>`,
    }),
  )
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))

  await page.goto(`${origin}/shop/`)

  expect(await deliveredMessages(page, collector())).toContain('by the proxy')
  expect(asked.filter((url) => url.includes('/v1/'))).not.toEqual([])
  expect(asked.filter((url) => !url.startsWith(`${origin}/`))).toEqual([])
})

it('keeps what a server that answers every path with its start page did not take', async () => {
  const { url } = collector()
  const { page } = await openPage(await serveRecordingPage(collector()))
  let isMisled = true
  await page.route(`${url}/v1/**`, (route) =>
    isMisled
      ? route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><title>Start</title>',
          headers: { 'access-control-allow-origin': '*' },
        })
      : route.continue(),
  )
  await page.evaluate(async () => {
    console.log('not taken yet')
    await (window as unknown as PageWithCasefile).Casefile.flush()
  })

  isMisled = false

  expect(await deliveredMessages(page, collector())).toContain('not taken yet')
})

it('sends what is large as gzip, and the collector stores every entry of it', async () => {
  const { page } = await openPage(await serveRecordingPage(collector()))
  const request = page.waitForRequest(/\/logs$/)

  await page.evaluate(() => {
    for (let index = 0; index < 60; index += 1) console.log(`entry ${index}`)
  })

  expect(await deliveredMessages(page, collector())).toEqual(
    Array.from({ length: 60 }, (_, index) => `entry ${index}`),
  )
  expect((await request).headers()['content-encoding']).toBe('gzip')
})

it('keeps what the page’s own listener for its end records in a tab that was hidden before', async () => {
  const { url, keys } = collector()
  const site = await servePages({
    '/': `<!doctype html><title>Page</title>
      <script>
        // A hidden tab hears of nothing but its end.
        addEventListener('visibilitychange', (event) => event.stopImmediatePropagation(), true)
      </script>
      <script src="${url}/casefile.js"></script>
      <script>
        Casefile.init({ key: '${keys.capture}', endpoint: '${url}', widget: false })
        addEventListener('pagehide', () => {
          navigator.sendBeacon('/beacon', 'bye')
          console.log('the very last')
        })
      </script>`,
    '/beacon': '',
    '/next': `<!doctype html><title>Next</title><script src="${url}/casefile.js"></script>
      <script>Casefile.init({ key: '${keys.capture}', endpoint: '${url}' })</script>`,
  })
  const { page } = await openPage(site)
  const id = await readSessionId(page)
  await page.evaluate(() => (window as unknown as PageWithCasefile).Casefile.flush())

  await page.goto(`${site}/next`)
  await page.evaluate(() => (window as unknown as PageWithCasefile).Casefile.flush())

  const reader = readCollector(collector())
  const events = await reader.events(await reader.sessionId(id))
  expect(events).toContainEqual(expect.objectContaining({ message: 'the very last' }))
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'network', url: `${site}/beacon`, outcome: 'queued' }),
  )
})

it('stops capturing when it is switched off at the collector, takes reports, and begins again later', async () => {
  const { data, url } = collector()
  const { projectId, keys } = await addProject(data)
  const project = { ...collector(), projectId, keys }
  const turn = (position: string) =>
    runServerCli('capture', position, '--data', data, '--project', projectId)
  const site = await serveRecordingPage({ url, keys }, 'widget: false')
  const { page, context } = await openPage(site)
  await deliveredMessages(page, project)

  await turn('off')
  await page.evaluate(() => console.log('the last that is taken'))
  expect(await deliveredMessages(page, project)).toEqual(['the last that is taken'])
  const isUntouched = await page.evaluate(
    () => console.log === (window as unknown as PageWithCasefile).originals.log,
  )
  expect(isUntouched).toBe(true)

  const asked: string[] = []
  context.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.reload()
  await page.evaluate(async () => {
    console.log('of no interest')
    await (window as unknown as PageWithCasefile).Casefile.flush()
  })
  expect(asked.filter((path) => path.startsWith('/v1/'))).toEqual([])

  const issueId = await page.evaluate(async () => {
    const { Casefile } = window as unknown as PageWithCasefile
    return (await Casefile.report({ description: 'still broken' })).issueId ?? ''
  })
  expect(await readCollector(project).issue(issueId)).toMatchObject({
    logs: [],
    metadata: { recording: 'none: the collector has switched capture off' },
  })

  await turn('on')
  await page.addInitScript(() => {
    const { now } = Date
    Date.now = () => now() + 15 * 60_000
  })
  await page.reload()
  await page.evaluate(() => console.log('of interest again'))
  await deliveredMessages(page, project)
  expect(await storedMessages(project, await readSessionId(page))).toEqual([
    'the last that is taken',
    'of interest again',
  ])
})
