import { expect, it } from 'vitest'

import { openPage } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import {
  type PageWithCasefile,
  readSessionId,
  serveRecordingPage,
} from '../helpers/recording-page.ts'
import { servePages } from '../helpers/serve-pages.ts'
import { startCollector } from '../helpers/start-collector.ts'

it('keeps what is recorded after the page has begun to go, each under a number of its own', async () => {
  const collector = await startCollector()
  const url = await serveRecordingPage(collector)
  const { page } = await openPage(url)
  await page.evaluate(async () => {
    await (window as unknown as PageWithCasefile).Casefile.flush()
    // Fires after `pagehide` when the page is left, and on the window before the document.
    window.addEventListener('visibilitychange', () => console.log('last words'), true)
  })

  await page.goto(`${url}?next`)
  await page.evaluate(() => (window as unknown as PageWithCasefile).Casefile.flush())

  const reader = readCollector(collector)
  const events = await reader.events(await reader.sessionId(await readSessionId(page)))
  expect(
    events.filter((event) => 'message' in event && event.message === 'last words'),
  ).toHaveLength(1)
  const numbers = events.map(({ tabId, seq }) => `${tabId} ${seq}`)
  expect(new Set(numbers).size).toBe(numbers.length)
})

it('delivers when it is stopped what still waits for an answer', async () => {
  const collector = await startCollector()
  const { url, keys } = collector
  const site = await servePages({
    '/': `<!doctype html><title>Page</title><script src="${url}/casefile.js"></script>
      <script>Casefile.init({ key: '${keys.capture}', endpoint: '${url}', widget: false })</script>`,
    '/never': () => {},
  })
  const { page } = await openPage(site)
  const id = await readSessionId(page)

  await page.evaluate(() => {
    void fetch('/never').catch(() => {})
    return (window as unknown as PageWithCasefile).Casefile.stop()
  })

  const reader = readCollector(collector)
  const events = await reader.events(await reader.sessionId(id))
  expect(events.filter(({ type }) => type === 'network')).toMatchObject([
    { url: `${site}/never`, outcome: 'pending' },
  ])
})
