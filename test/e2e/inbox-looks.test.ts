import { randomUUID } from 'node:crypto'

import type { Page } from 'playwright'
import { expect, it } from 'vitest'

import { analysedIssue } from '../helpers/analysed-issue.ts'
import { call, openSession, reportIssue, sendLogs } from '../helpers/collector-client.ts'
import { makeOwner, OWNER } from '../helpers/inbox-owner.ts'
import { openPage } from '../helpers/launch-chromium.ts'
import { openStores } from '../helpers/open-data-folder.ts'
import { flawsOf } from '../helpers/page-flaws.ts'
import { addProject, runServerCli } from '../helpers/run-server-cli.ts'
import { type RunningCollector, startCollector } from '../helpers/start-collector.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { consoleEntry, requestEntry } from '../helpers/wire-entries.ts'

const DAY = 24 * 60 * 60_000

it('has no flaws before somebody is signed in', { timeout: 120_000 }, async () => {
  const collector = await startCollector()
  const { page } = await openPage(String(collector.setUpUrl))
  const flaws: Record<string, string[]> = {}

  await page.getByRole('heading', { name: 'Make this inbox yours' }).waitFor()
  flaws.setUp = await flawsOf(page)

  await makeOwner(collector)
  await page.goto('about:blank')
  await page.goto(String(collector.setUpUrl))
  await page.getByRole('heading', { name: 'This inbox has an owner' }).waitFor()
  flaws.setUpDone = await flawsOf(page)

  await page.goto(collector.inboxUrl)
  await page.getByRole('heading', { name: 'Sign in to the inbox' }).waitFor()
  flaws.signIn = await flawsOf(page)
  await signIn(page, 'not the right one')
  await page.getByRole('alert').getByText('E-mail or password is wrong.').waitFor()
  flaws.signInRefused = await flawsOf(page)

  expect(withSome(flaws)).toEqual({})
})

it('has no flaws for an owner of two projects', { timeout: 240_000 }, async () => {
  const { data, oldIssueId } = await folderWithOldIssue()
  const collector = await startCollector({ data, args: ['--dev', '--session-entries', '5'] })
  await addProject(data)
  await makeOwner(collector)
  const issueId = await fillInbox(collector)
  const { page } = await openPage(`${collector.inboxUrl}account`)
  await signIn(page)
  await page.getByRole('heading', { name: 'Change the password' }).waitFor()
  const flaws: Record<string, string[]> = { account: await flawsOf(page) }
  const visit = async (name: string, path: string, shown: string | RegExp) => {
    await page.goto(collector.inboxUrl + path)
    await page.getByText(shown).first().waitFor()
    flaws[name] = await flawsOf(page)
  }

  await visit('issues', '', 'Paying fails')
  await visit('issue', `issues/${issueId}`, 'Probable cause')
  await visit('oldIssue', `issues/${oldIssueId}`, 'removed by age')
  await visit('intake', 'intake', 'did not make it')
  await visit('install', 'install', collector.keys.capture)
  await visit('nothing', 'issues/none', 'There is no such issue')

  expect(withSome(flaws)).toEqual({})
})

/** Focus must be seen wherever the Tab key leads. */
it('shows where one is on the Intake page, by keyboard alone', async () => {
  const collector = await startCollector()
  await addProject(collector.data)
  await makeOwner(collector)
  const { page } = await openPage(`${collector.inboxUrl}intake`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await signIn(page)
  await page.getByText('Nothing was sent in this time').waitFor()
  await page.evaluate(
    () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
  )

  const stops: { name: string; ring: string }[] = []
  for (let step = 0; step < 20; step += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const it = document.activeElement
      if (!it || it === document.body) return null
      const { outlineStyle, outlineWidth } = getComputedStyle(it)
      const name = it.getAttribute('aria-label') ?? it.textContent ?? ''
      return { name, ring: `${outlineStyle} ${outlineWidth}` }
    })
    if (!stop) break
    stops.push(stop)
  }

  expect(stops.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Project', 'Intake', 'Sign out', 'Last hour', 'Last day', 'Last week']),
  )
  expect(stops.filter(({ ring }) => ring !== 'solid 2px')).toEqual([])
})

async function signIn(page: Page, password = OWNER.password): Promise<void> {
  await page.getByLabel('E-mail').fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}

const withSome = (flaws: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(flaws).filter(([, found]) => found.length > 0))

/** A folder with an issue whose session's entries were too old to be kept. */
async function folderWithOldIssue() {
  const data = temporaryFolder()
  const first = await startCollector({ data, args: ['--dev'] })
  await first.stop()
  const { projectId } = first
  const stores = await openStores(data)
  const time = Date.now() - 40 * DAY
  const { session } = await stores.meta.openSession({
    projectId,
    externalId: randomUUID(),
    createdAt: time,
  })
  const { sessionId } = session
  const entries = [
    consoleEntry('The cart is empty', { time, level: 'warn' }),
    requestEntry('/api/cart', { time: time + 1 }),
  ]
  await stores.events.append({ projectId, sessionId, entries, receivedAt: time })
  const { issue } = await stores.meta.createIssue({
    projectId,
    sessionId,
    userDescription: 'The cart lost what I had put into it',
    metadata: { url: 'http://shop.test/cart' },
    createdAt: time + 2,
  })
  await stores.close()
  await runServerCli('retention', '--data', data)
  return { data, oldIssueId: issue.issueId }
}

/** Something of each kind, some of it too much for its session; returns an issue with evidence. */
async function fillInbox(collector: RunningCollector): Promise<string> {
  const sessionId = await openSession(collector)
  await sendLogs(collector, sessionId, [
    consoleEntry('Ready'),
    consoleEntry(`A word that does not end: ${'x'.repeat(300)}`, { level: 'warn' }),
    requestEntry('/api/orders'),
    ...Array.from({ length: 5 }, () => consoleEntry('again and again', { level: 'error' })),
  ])
  const refused = { key: collector.keys.capture, body: {} }
  await call(collector, `POST /v1/sessions/${sessionId}/logs`, refused)
  const issueId = await reportIssue(collector, sessionId, 'Paying fails')
  await reportIssue(collector, sessionId, `A long story ${'and so on '.repeat(200)}`)
  await analysedIssue(collector, issueId)
  return issueId
}
