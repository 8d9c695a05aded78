import axe from 'axe-core'
import type { Page } from 'playwright'
import { expect, it } from 'vitest'

import { openSession, reportIssue, sendLogs } from '../helpers/collector-client.ts'
import { openPage } from '../helpers/launch-chromium.ts'
import { type RunningCollector, startCollector } from '../helpers/start-collector.ts'
import { consoleEntry, requestEntry } from '../helpers/wire-entries.ts'

const HOSTILE =
  '<img src=x onerror="document.title = 1"> <script>document.title = 2</script> paying'

/** A session in which paying went wrong in every way, with a report about it. */
async function collectorWithProblems(): Promise<RunningCollector> {
  const collector = await startCollector()
  const sessionId = await openSession(collector)
  await sendLogs(collector, sessionId, [
    consoleEntry('The cart was opened'),
    consoleEntry('Basket total is not a number', { level: 'error' }),
    consoleEntry('Paying twice is deprecated', { level: 'warn' }),
    consoleEntry(HOSTILE, { level: 'error' }),
    requestEntry('/api/pay', { status: 502 }),
    ...Array.from({ length: 90 }, (_, number) => consoleEntry(`Step ${number}`)),
  ])
  await reportIssue(collector, sessionId, 'Paying does nothing at all')
  return collector
}

const field = (page: Page) => page.getByRole('searchbox', { name: /^Search errors/ })
const found = (page: Page) => page.locator('a.hit')
const textsOf = (page: Page) => page.locator('.hit-text').allInnerTexts()
/** Of the link or button that has the focus. */
const focusedText = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('a, button')?.textContent ?? '')

it('finds an error by a word, opens it in its session, and leads back', async () => {
  const collector = await collectorWithProblems()
  const { page, messages } = await openPage(collector.inboxUrl)
  await page.getByRole('link', { name: 'Search', exact: true }).click()

  await field(page).fill('basket')
  await expect.poll(() => textsOf(page)).toEqual(['Basket total is not a number'])
  await found(page).click()

  const timeline = page.getByRole('region', { name: 'Timeline' })
  const row = timeline.getByRole('button', { name: /Basket total is not a number/ })
  await expect.poll(() => row.getAttribute('aria-expanded')).toBe('true')
  await expect.poll(() => row.evaluate(isInView)).toBe(true)
  expect(await timeline.locator('[data-open]').count()).toBe(1)
  expect(page.url()).toMatch(/\/inbox\/sessions\/[\w-]+\?q=basket&entry=\d{8}-\d+-\d+$/)
  await page.reload()
  await expect.poll(() => row.getAttribute('aria-expanded')).toBe('true')
  await page.getByRole('link', { name: 'Paying does nothing at all' }).click()
  await page.waitForURL(/\/inbox\/issues\/[\w-]+$/)
  await page.goBack()

  await page.goBack()
  await expect.poll(() => textsOf(page)).toEqual(['Basket total is not a number'])
  expect(await field(page).inputValue()).toBe('basket')
  expect(messages).toEqual([])
})

it('shows one kind, or all with the reports first, as the address says', async () => {
  const collector = await collectorWithProblems()
  const { page } = await openPage(`${collector.inboxUrl}search?q=pay`)
  await expect
    .poll(() => textsOf(page))
    .toEqual([
      'Paying does nothing at all',
      'POST http://shop.test/api/pay 502',
      HOSTILE,
      'Paying twice is deprecated',
    ])

  await page.getByRole('link', { name: 'Failed requests' }).click()
  await expect.poll(() => textsOf(page)).toEqual(['POST http://shop.test/api/pay 502'])
  await page.reload()
  await expect.poll(() => textsOf(page)).toEqual(['POST http://shop.test/api/pay 502'])
  expect(page.url()).toContain('?q=pay&kind=failed-request')

  await page.goBack()
  await page.getByRole('link', { name: /Paying does nothing at all/ }).click()
  await page.waitForURL(/\/inbox\/issues\/[\w-]+$/)
})

it('goes back from search to search, not from letter to letter', async () => {
  const collector = await collectorWithProblems()
  const { page } = await openPage(`${collector.inboxUrl}search`)

  await field(page).pressSequentially('bas')
  await page.waitForURL(/\?q=bas$/)
  await field(page).pressSequentially('ket')
  await page.waitForURL(/\?q=basket$/)
  await field(page).press('Enter')
  await expect.poll(() => textsOf(page)).toEqual(['Basket total is not a number'])
  await field(page).fill('deprecated')
  await expect.poll(() => textsOf(page)).toEqual(['Paying twice is deprecated'])

  await page.goBack()
  await expect.poll(() => textsOf(page)).toEqual(['Basket total is not a number'])
  expect(await field(page).inputValue()).toBe('basket')
  await page.goBack()
  await page.getByRole('heading', { name: 'Newest problems' }).waitFor()
  expect(await field(page).inputValue()).toBe('')
})

it('needs no mouse', async () => {
  const collector = await collectorWithProblems()
  const { page } = await openPage(`${collector.inboxUrl}intake`)
  await page.getByRole('heading', { name: 'Intake' }).waitFor()

  await page.keyboard.press('/')
  await expect
    .poll(() => field(page).evaluate((input) => input === document.activeElement))
    .toBe(true)
  await page.keyboard.type('paying')
  await expect.poll(() => textsOf(page)).toHaveLength(3)
  await page.keyboard.press('ArrowDown')
  expect(await focusedText(page)).toContain('Paying does nothing at all')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')

  // The focus is on the marked entry, from which the arrows go on.
  await expect.poll(() => focusedText(page)).toContain('Paying twice is deprecated')
  await page.keyboard.press('ArrowUp')
  expect(await focusedText(page)).toContain('Basket total is not a number')
})

it('loads more, and says what it searches when nothing is found', async () => {
  const collector = await startCollector()
  const sessionId = await openSession(collector)
  const failures = Array.from({ length: 70 }, (_, number) =>
    consoleEntry(`failure ${number}`, { level: 'error' }),
  )
  await sendLogs(collector, sessionId, failures)
  const { page } = await openPage(`${collector.inboxUrl}search?q=failure`)
  await expect.poll(() => found(page).count()).toBe(50)

  await page.getByRole('button', { name: 'More' }).click()

  await expect.poll(() => found(page).count()).toBe(70)
  expect(await focusedText(page)).toContain('failure 19')
  expect(await page.getByRole('button', { name: 'More' }).count()).toBe(0)

  await field(page).fill('nowhere to be found')
  await page.getByText('not every log line').waitFor()
})

it('says how much went wrong in the last day, and has no findings of axe', async () => {
  const collector = await collectorWithProblems()
  const { page } = await openPage(`${collector.inboxUrl}search`)

  const figures = page.getByRole('region', { name: 'The last 24 hours' })
  await expect.poll(() => figures.getByRole('figure').count()).toBe(3)
  const said = await figures.getByRole('figure').allTextContents()
  expect(said[0]).toMatch(/^Errors 2 in the last 24 hours; most in the hour from .*: 2/)
  expect(said[1]).toMatch(/^Failed requests 1 in/)
  expect(said[2]).toMatch(/^Requests, p95 20 ms in/)

  expect(await findings(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await findings(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)

  await found(page).first().click()
  await page.getByRole('region', { name: 'Timeline' }).getByText('Step 89').waitFor()
  expect(await findings(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  expect(await page.title()).toBe('Session · Casefile')
})

function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  const list = element.closest('ol')?.getBoundingClientRect()
  return list !== undefined && top >= list.top && bottom <= Math.min(list.bottom, innerHeight)
}

/** What axe objects to, with the first element concerned. */
async function findings(page: Page): Promise<string[]> {
  // Through the debugger: the policy of the inbox lets no foreign script in.
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
}
