import { expect, it } from 'vitest'

import { openPage } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import {
  deliveredMessages,
  type PageWithCasefile,
  readSessionId,
  serveRecordingPage,
} from '../helpers/recording-page.ts'
import { startCollector } from '../helpers/start-collector.ts'

const WRITTEN = 10_000
const MAX_BYTES = 500_000

it('stores or counts each of 10,000 entries written offline, the newest and the errors stored', async () => {
  const collector = await startCollector()
  const { page, context } = await openPage(
    await serveRecordingPage(
      collector,
      // Nothing but what this test writes, so that the sum is exact.
      `maxBufferBytes: ${MAX_BYTES}, capture: { navigation: false, vitals: false,
        environment: false, storage: false, fetch: false, replay: false, cookies: false }`,
    ),
  )
  await deliveredMessages(page, collector)

  await page.route(`${collector.url}/v1/**`, (route) => route.abort())
  await page.evaluate(async (count) => {
    const { Casefile } = window as unknown as PageWithCasefile
    // A second later every 100 entries, for no more than 200 a second are recorded.
    const now = performance.now.bind(performance)
    let later = 0
    performance.now = () => now() + later
    for (let index = 0; index < count; index += 1) {
      if (index % 100 === 0) {
        later += 1_000
        await new Promise((resolve) => setTimeout(resolve))
      }
      console.log(`written ${index}`)
      if (index % 1_000 === 999) await Casefile.flush()
    }
    setTimeout(() => {
      throw new Error('the one error')
    })
    await new Promise((resolve) => setTimeout(resolve, 10))
    await Casefile.flush()
  }, WRITTEN)

  const waiting = await page.evaluate(async () => {
    const request = indexedDB.open('casefile')
    await new Promise((resolve) => (request.onsuccess = resolve))
    const all = request.result.transaction('buffer').objectStore('buffer').getAll()
    await new Promise((resolve) => (all.onsuccess = resolve))
    request.result.close()
    return (all.result as { entries?: object[] }[])
      .flatMap(({ entries = [] }) => entries)
      .reduce((bytes, entry) => bytes + JSON.stringify(entry).length, 0)
  })
  const sessionId = await readSessionId(page)
  // The page that has dropped them is gone; another one tells.
  await page.close()
  const next = await context.newPage()
  await next.goto(page.url())
  await deliveredMessages(next, collector)

  const reader = readCollector(collector)
  const events = await reader.events(await reader.sessionId(sessionId))
  const stored = events.flatMap((event) =>
    event.type === 'console' && event.message.startsWith('written') ? [event.message] : [],
  )
  const lost = events.flatMap((event) => (event.type === 'loss' ? [event] : []))
  const counted = lost.reduce((sum, { count }) => sum + count, 0)
  expect(waiting).toBeLessThanOrEqual(MAX_BYTES)
  expect(stored.length + counted).toBe(WRITTEN)
  expect(new Set(stored).size).toBe(stored.length)
  expect(lost.map(({ reason }) => reason)).toContain('storage')
  expect(stored).toContain(`written ${WRITTEN - 1}`)
  expect(events).toContainEqual(expect.objectContaining({ message: 'the one error' }))
})
