import { expect, it } from 'vitest'

import { fromWireEntry, type RecordedEvent } from 'casefile/protocol'

import { analysedIssue } from '../helpers/analysed-issue.ts'
import { openPage } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import { readReplay } from '../helpers/read-replay.ts'
import { reportThroughWidget } from '../helpers/report-through-widget.ts'
import { startCollector } from '../helpers/start-collector.ts'
import { startExample } from '../helpers/start-example.ts'

const DESCRIPTION = 'I took Mara off the ticket and it did not save.'

it('turns a change that was not saved into a case file', async () => {
  const collector = await startCollector()
  const { page } = await openPage(await startExample('spa', collector))

  // A person does not press anything before the page has loaded.
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/assets/late-')),
  )
  await page.getByRole('button', { name: 'Sort by due date' }).click()
  await page.getByRole('link', { name: /Boarding pass/ }).click()
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('Assignee').selectOption({ label: 'Nobody' })
  const clickedAt = Date.now()
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByText('Something went wrong on our side.').waitFor()
  const issueId = await reportThroughWidget(page, DESCRIPTION)

  const issue = await analysedIssue(collector, issueId)
  expect(issue).toMatchObject({
    userDescription: DESCRIPTION,
    ai_summary: expect.stringContaining('PATCH /api/tickets/1042 answered 500'),
    metadata: {
      url: page.url(),
      release: expect.stringMatching(/^desk-/),
      user: { id: 'mara', name: 'Mara Lind' },
    },
  })

  const events: RecordedEvent[] = issue.logs.map(fromWireEntry)
  const origin = new URL(page.url()).origin
  expect(events.filter(({ type }) => type === 'navigation')).toMatchObject([
    { kind: 'load', to: `${origin}/` },
    { kind: 'push', from: `${origin}/`, to: `${origin}/tickets/1042` },
    { kind: 'push', from: `${origin}/tickets/1042`, to: `${origin}/tickets/1042/edit` },
  ])
  expect(events.filter(({ type }) => type === 'click')).toMatchObject([
    { role: 'button', text: 'Sort by due date' },
    { role: 'link', text: expect.stringContaining('Boarding pass') },
    { role: 'link', text: 'Edit' },
    { role: 'button', text: 'Save changes' },
  ])
  expect(events.filter(({ type }) => type === 'error')).toMatchObject([
    { name: 'TypeError', source: 'uncaught', stack: expect.stringContaining('/assets/') },
  ])
  const spoken = events.filter(({ type }) => type === 'network' || type === 'console')
  expect(spoken.slice(-2)).toMatchObject([
    { type: 'network', method: 'PATCH', url: `${origin}/api/tickets/1042`, status: 500 },
    { type: 'console', level: 'error', message: expect.stringContaining('ticket 1042 failed') },
  ])

  const replay = await readReplay(readCollector(collector), issue.sessionId)
  expect(replay.chunks[0]!.firstTime).toBeLessThan(clickedAt)
  expect(replay.chunks.at(-1)!.lastTime).toBeGreaterThan(clickedAt)
  // The page's text is masked in the replay.
  expect(JSON.stringify(replay.events)).not.toContain('Boarding pass')
})
