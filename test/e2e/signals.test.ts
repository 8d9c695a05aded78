import type { Page } from 'playwright'
import { expect, it } from 'vitest'

import type { RecordedEvent } from '../../src/protocol/index.ts'
import { openPage } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import {
  type PageWithCasefile,
  readSessionId,
  serveRecordingPage,
} from '../helpers/recording-page.ts'
import type { RunningCollector } from '../helpers/start-collector.ts'
import { useCollector } from '../helpers/use-collector.ts'

const collector = useCollector()

async function storedEvents(page: Page, from: RunningCollector): Promise<RecordedEvent[]> {
  const reader = readCollector(from)
  return reader.events(await reader.sessionId(await readSessionId(page)))
}

const flush = (page: Page) =>
  page.evaluate(() => (window as unknown as PageWithCasefile).Casefile.flush())

it('tells of the load, the browser, the vitals, and a frame in which nothing could be done', async () => {
  const { page } = await openPage(
    await serveRecordingPage(collector(), `release: '7', tags: { plan: 'pro' }`),
  )
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(function stutter() {
          const end = performance.now() + 400
          while (performance.now() < end);
          resolve()
        })
      }),
  )

  await expect
    .poll(
      async () => {
        await flush(page)
        return (await storedEvents(page, collector())).map(({ type }) => type)
      },
      { timeout: 30_000 },
    )
    .toEqual(expect.arrayContaining(['environment', 'vital', 'page', 'long-task']))

  const events = await storedEvents(page, collector())
  const [load] = events.filter((event) => event.type === 'navigation')
  expect(load).toMatchObject({ kind: 'load', title: 'Page' })
  const [state] = events.filter((event) => event.type === 'page')
  expect(state).toMatchObject({ state: 'loaded', timings: { load: expect.any(Number) } })
  const [environment] = events.filter((event) => event.type === 'environment')
  expect(environment?.facts).toMatchObject({ release: '7', tags: { plan: 'pro' } })
  const longest = events.findLast((event) => event.type === 'long-task')
  expect(longest?.blockingDuration).toBeGreaterThanOrEqual(300)
})

it('keeps what was last known of a vital when the page is left', async () => {
  const url = await serveRecordingPage(collector())
  const { page } = await openPage(url)
  await expect
    .poll(
      async () => {
        await flush(page)
        return (await storedEvents(page, collector())).some(
          (event) => event.type === 'vital' && event.name === 'CLS',
        )
      },
      { timeout: 30_000 },
    )
    .toBe(true)

  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const grown = new Promise((resolve) =>
      new PerformanceObserver(resolve).observe({ type: 'layout-shift' }),
    )
    await frame()
    await frame()
    document.body.style.paddingTop = '60px'
    await grown
  })
  await page.goto(`${url}?next`)
  await flush(page)

  const shifts = (await storedEvents(page, collector())).flatMap((event) =>
    event.type === 'vital' && event.name === 'CLS' ? [event.value] : [],
  )
  expect(Math.max(...shifts)).toBeGreaterThan(0)
})
