import type { Page } from 'playwright'
import { expect, it } from 'vitest'

import { fromWireEntry, type RecordedEvent } from 'casefile/protocol'

import { analysedIssue } from '../helpers/analysed-issue.ts'
import { openPage } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import { readReplay } from '../helpers/read-replay.ts'
import { reportThroughWidget } from '../helpers/report-through-widget.ts'
import { startCollector } from '../helpers/start-collector.ts'
import { startExample } from '../helpers/start-example.ts'

const DESCRIPTION = 'I used the voucher from the banner and my order could not be placed.'

/** What "Fill in a sample address" types; nothing of it may leave the device. */
const TYPED = ['Grace Okafor', 'grace@example.com', 'Storgata', '4242 4242', '0155']

it('turns an order that failed into a case file', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await startExample('shop', collector))

  await goToCheckout(page)
  await page.getByLabel('Voucher').fill('WELCOME10')
  const clickedAt = Date.now()
  await page.getByRole('button', { name: 'Place order' }).click()
  await page.getByText('We could not place your order').waitFor()
  const issueId = await reportThroughWidget(page, DESCRIPTION)

  const issue = await analysedIssue(collector, issueId)
  expect(issue).toMatchObject({
    userDescription: DESCRIPTION,
    priority: 'P1',
    analysis_status: 'complete',
    ai_summary: expect.stringMatching(/"Place order" was clicked; POST \/api\/orders answered 500/),
    root_cause: expect.stringContaining('POST /api/orders answered 500'),
    metadata: {
      url: page.url(),
      browser: await page.evaluate(() => navigator.userAgent),
      title: 'Checkout · Larkfield Coffee',
      viewport: { width: 1280, height: 800, pixelRatio: 1 },
    },
  })
  expect(issue.impact_score).toBeGreaterThan(70)

  const events: RecordedEvent[] = issue.logs.map(fromWireEntry)
  const besides = ['page', 'vital', 'long-task', 'environment', 'input']
  const told = events
    // A request that is flushed before its answer has come is told of twice.
    .filter((event) => !besides.includes(event.type) && !line(event).endsWith('shipping 0'))
    .map(line)
  const missingPicture = 'img /pictures/gooseneck-kettle.svg'
  expect(told.filter((text) => text === missingPicture)).toHaveLength(1)
  expect(told.filter((text) => text !== missingPicture)).toEqual([
    'load /',
    expect.stringMatching(/^click button Add .+ to the cart$/),
    'set larkfield.cart',
    'click link Cart 1',
    'load /cart',
    'click link Go to checkout',
    'load /checkout',
    'GET /api/shipping 200',
    'click button Fill in a sample address',
    'click button Place order',
    'POST /api/orders 500',
    expect.stringMatching(/^error Checkout failed: Error: Something went wrong on our side/),
  ])
  const requests = events.filter((event) => event.type === 'network')
  expect(requests.find(({ status }) => status === 200)?.duration).toBeGreaterThan(3_000)

  const replay = await readReplay(readCollector(collector), issue.sessionId)
  expect(replay.chunks[0]!.firstTime).toBeLessThan(clickedAt)
  expect(replay.chunks.at(-1)!.lastTime).toBeGreaterThan(clickedAt)

  const sent = JSON.stringify([issue, replay.events])
  expect(TYPED.filter((text) => sent.includes(text))).toEqual([])
})

it('says nothing is wrong with an order that went through', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await startExample('shop', collector))

  await goToCheckout(page)
  await page.getByRole('button', { name: 'Place order' }).click()
  await page.waitForURL(/\/orders\//)
  const issueId = await reportThroughWidget(page, 'I only wanted to say that the coffee is good.')

  const issue = await analysedIssue(collector, issueId)
  expect(issue.root_cause ?? '').not.toContain('/api/orders')
  expect(['P2', 'P3']).toContain(issue.priority)
})

async function goToCheckout(page: Page): Promise<void> {
  await recordingInFull(page)
  await page.getByRole('button', { name: /^Add/ }).first().click()
  await page.getByRole('link', { name: /^Cart/ }).click()
  await page.waitForURL('**/cart')
  await recordingInFull(page)
  await page.getByRole('link', { name: 'Go to checkout' }).click()
  await page.waitForURL('**/checkout')
  await recordingInFull(page)
  await page.getByRole('button', { name: 'Fill in a sample address' }).click()
  await page.getByRole('radio', { name: /Post/ }).waitFor()
}

/** A person does not press anything before the page has loaded; `flush` needs the late chunk. */
async function recordingInFull(page: Page): Promise<void> {
  await page.waitForFunction(() => 'Casefile' in window)
  await page.evaluate(() =>
    (window as unknown as { Casefile: { flush(): Promise<void> } }).Casefile.flush(),
  )
}

/** An event as a person would say it. */
function line(event: RecordedEvent): string {
  switch (event.type) {
    case 'navigation':
      return `${event.kind} ${pathOf(event.to)}`
    case 'click':
      return `click ${event.role} ${event.text}`
    case 'network':
      return `${event.method} ${pathOf(event.url)} ${event.status}`
    case 'storage':
      return `${event.operation} ${event.key}`
    case 'error':
      return `${event.name} ${event.source === 'resource' ? pathOf(event.url!) : event.message}`
    case 'console':
      return `${event.level} ${event.message}`
    case 'loss':
      return `loss ${event.reason}`
    default:
      return event.type
  }
}

const pathOf = (url: string) => new URL(url).pathname
