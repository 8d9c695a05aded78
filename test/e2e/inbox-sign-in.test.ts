import type { Page } from 'playwright'
import { expect, it } from 'vitest'

import { analysedIssue } from '../helpers/analysed-issue.ts'
import { openSession, reportIssue } from '../helpers/collector-client.ts'
import { makeOwner, OWNER } from '../helpers/inbox-owner.ts'
import { launchChromium, openPage } from '../helpers/launch-chromium.ts'
import { type RunningCollector, startCollector } from '../helpers/start-collector.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name })

async function signIn(page: Page, password = OWNER.password): Promise<void> {
  await page.getByLabel('E-mail').fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}

async function collectorWithIssue(): Promise<{ collector: RunningCollector; issueId: string }> {
  const collector = await startCollector()
  const issueId = await reportIssue(collector, await openSession(collector), 'Paying fails')
  await analysedIssue(collector, issueId)
  return { collector, issueId }
}

it('is set up by the printed address, and shows who is signed in', async () => {
  const collector = await startCollector()
  const { page, messages } = await openPage(String(collector.setUpUrl))

  await heading(page, 'Make this inbox yours').waitFor()
  await page.getByLabel('E-mail').fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await page.getByRole('button', { name: 'Become the owner' }).click()

  await page.getByRole('link', { name: OWNER.email }).waitFor()
  await page.getByText('Your issues will be here').waitFor()
  expect(page.url()).toBe(collector.inboxUrl)
  expect(messages).toEqual([])
  await page.goto('about:blank')
  await page.goto(String(collector.setUpUrl))
  await heading(page, 'This inbox has an owner').waitFor()
})

it('signs in, with the reason when it was wrong, and out again', async () => {
  const { collector } = await collectorWithIssue()
  await makeOwner(collector)
  const { page, messages } = await openPage(collector.inboxUrl)
  await heading(page, 'Sign in to the inbox').waitFor()
  expect(messages).toEqual([])

  await signIn(page, 'not the right one')
  await page.getByRole('alert').getByText('E-mail or password is wrong.').waitFor()
  await signIn(page)
  await page.getByText('Paying fails').first().waitFor()

  await page.getByRole('button', { name: 'Sign out' }).click()
  await heading(page, 'Sign in to the inbox').waitFor()
  expect(await page.getByText('Your session has ended').count()).toBe(0)
  await page.reload()
  await heading(page, 'Sign in to the inbox').waitFor()
  expect(await page.getByText('Paying fails').count()).toBe(0)
})

it('asks again when the session has ended, and leads back to the page one was on', async () => {
  const { collector, issueId } = await collectorWithIssue()
  await makeOwner(collector)
  const url = `${collector.inboxUrl}issues/${issueId}?filter=x`
  const { page, context } = await openPage(url)
  await signIn(page)
  await page.getByRole('button', { name: 'Copy as Markdown' }).waitFor()

  await context.clearCookies()
  await page.getByText('Your session has ended. Sign in again').waitFor()
  expect(await page.getByLabel('E-mail').inputValue()).toBe(OWNER.email)
  expect(page.url()).toBe(url)
  await signIn(page)

  await page.getByRole('button', { name: 'Copy as Markdown' }).waitFor()
  expect(page.url()).toBe(url)
})

it('counts down after too many attempts, and is used by keyboard alone', async () => {
  const collector = await startCollector()
  await makeOwner(collector)
  const { page } = await openPage(collector.inboxUrl)
  await expect
    .poll(() => page.getByLabel('E-mail').evaluate((it) => it.matches(':focus')))
    .toBe(true)

  await signIn(page, 'wrong')
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await page.getByRole('button', { name: /^(Sign in|Try again in \d+ s)$/ }).waitFor()
    await page.keyboard.press('Enter')
  }

  const button = page.getByRole('button', { name: /Try again in \d+ s/ })
  await button.waitFor()
  await page.getByRole('alert').getByText('Too many attempts').waitFor()
  for (const name of [/Show password/, /Try again in/]) {
    await page.keyboard.press('Tab')
    const control = page.getByRole('button', { name })
    expect(await control.evaluate((it) => it.matches(':focus-visible'))).toBe(true)
  }
})

it('changes the password, and signs out another browser', async () => {
  const collector = await startCollector()
  await makeOwner(collector)
  const { page } = await openPage(`${collector.inboxUrl}account`)
  await signIn(page)
  const other = await (await launchChromium()).newPage()
  await other.goto(collector.inboxUrl)
  await signIn(other)
  await other.getByRole('link', { name: OWNER.email }).waitFor()

  await page.getByLabel('Current password', { exact: true }).fill(OWNER.password)
  await page.getByLabel('New password', { exact: true }).fill('quite another phrase')
  await page.getByRole('button', { name: 'Change the password' }).click()
  await page.getByRole('status').getByText('The password is changed').waitFor()

  await heading(other, 'Sign in to the inbox').waitFor()
  await signIn(other, 'quite another phrase')
  await other.getByRole('link', { name: OWNER.email }).waitFor()
})

it('fits a narrow screen, signed in and out', async () => {
  const collector = await startCollector()
  await makeOwner(collector)
  const { page } = await openPage(collector.inboxUrl)
  await page.setViewportSize({ width: 320, height: 640 })
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

  await heading(page, 'Sign in to the inbox').waitFor()
  expect(await overflow()).toBe(0)
  await signIn(page)
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  expect(await overflow()).toBe(0)
})
