import type { Page } from 'playwright'
import { expect, it } from 'vitest'

import { openPage } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import {
  type PageWithCasefile,
  readSessionId,
  serveRecordingPage,
  storedMessages,
} from '../helpers/recording-page.ts'
import { servePages } from '../helpers/serve-pages.ts'
import { startCollector } from '../helpers/start-collector.ts'

const HALF_AN_HOUR = 30 * 60_000

async function openTabs(options: string) {
  const collector = await startCollector()
  const { page, context } = await openPage('about:blank')
  // A clock that can be set on.
  await context.addInitScript(() => {
    const now = Date.now.bind(Date)
    Date.now = () => now() + ((window as { shift?: number }).shift ?? 0)
  })
  await page.goto(await serveRecordingPage(collector, options))
  const open = async () => {
    const next = await context.newPage()
    await next.goto(page.url())
    return next
  }
  return { collector, first: page, second: await open(), open }
}

const log = (page: Page, message: string) =>
  page.evaluate(async (text) => {
    console.log(text)
    await (window as unknown as PageWithCasefile).Casefile.flush()
  }, message)

/** As the browser does it: with a copy of what the tab keeps. */
async function duplicate(page: Page): Promise<Page> {
  const [copy] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate(() => void window.open(location.href)),
  ])
  await copy.waitForFunction(() => 'Casefile' in window)
  return copy
}

it('gives each tab a session of its own, and a duplicate that of its original', async () => {
  const { first, second } = await openTabs('')

  const copy = await duplicate(first)

  expect(await readSessionId(second)).not.toBe(await readSessionId(first))
  expect(await readSessionId(copy)).toBe(await readSessionId(first))
})

it('brings what all tabs did into one session, each tab with numbers of its own', async () => {
  const { collector, first, second } = await openTabs("session: 'browser'")
  const copy = await duplicate(second)
  const sessionId = await readSessionId(first)

  await log(first, 'in the first')
  await log(second, 'in the second')
  await log(copy, 'in the copy')

  expect(await storedMessages(collector, sessionId)).toEqual(
    expect.arrayContaining(['in the first', 'in the second', 'in the copy']),
  )
  const reader = readCollector(collector)
  const events = await reader.events(await reader.sessionId(sessionId))
  expect(new Set(events.map(({ tabId }) => tabId)).size).toBe(3)
  expect(new Set(events.map(({ tabId, seq }) => `${tabId} ${seq}`)).size).toBe(events.length)
})

it('begins a new session in all tabs when one of them does', async () => {
  const { collector, first, second } = await openTabs("session: 'browser'")
  const before = await readSessionId(first)

  const renewed = await first.evaluate(() => {
    const { Casefile } = window as unknown as { Casefile: { newSession(): string } }
    return Casefile.newSession()
  })

  expect(renewed).not.toBe(before)
  await expect.poll(() => readSessionId(second)).toBe(renewed)
  await log(second, 'after that')
  expect(await storedMessages(collector, renewed)).toContain('after that')
})

it('begins a new session for all tabs after 30 minutes in which none was used', async () => {
  const { first, second, open } = await openTabs("session: 'browser'")
  const before = await readSessionId(first)
  expect(await readSessionId(second)).toBe(before)

  for (const page of [first, second]) {
    await page.evaluate((shift) => {
      ;(window as unknown as { shift: number }).shift = shift
    }, HALF_AN_HOUR)
  }
  await log(second, 'back again')
  const after = await readSessionId(second)

  expect(after).not.toBe(before)
  await expect.poll(() => readSessionId(first)).toBe(after)
  await log(first, 'here too')
  expect(await readSessionId(first)).toBe(after)
  expect(await readSessionId(await open())).toBe(after)
})

it('is shared by the attribute of the script tag as well', async () => {
  const collector = await startCollector()
  const { url, keys } = collector
  const site = await servePages({
    '/': `<!doctype html><title>Page</title>
      <script src="${url}/casefile.js" data-key="${keys.capture}" data-session="browser"></script>`,
  })
  const { page, context } = await openPage(site)

  const second = await context.newPage()
  await second.goto(site)

  expect(await readSessionId(second)).toBe(await readSessionId(page))
})
