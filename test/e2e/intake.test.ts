import { expect, it } from 'vitest'

import { call, openSession } from '../helpers/collector-client.ts'
import { openPage } from '../helpers/launch-chromium.ts'
import { startCollector } from '../helpers/start-collector.ts'
import { consoleEntry } from '../helpers/wire-entries.ts'

it('shows what came in and what did not, with what to do about it, as it happens', async () => {
  const collector = await startCollector({ args: ['--session-entries', '3'] })
  const { page, messages } = await openPage(collector.inboxUrl)
  await page.getByRole('link', { name: 'Intake' }).click()
  await page.getByText('Nothing was sent in this time').waitFor()

  const sessionId = await openSession(collector)
  const logs = Array.from({ length: 5 }, () => consoleEntry('one'))
  await call(collector, `POST /v1/sessions/${sessionId}/logs`, {
    key: collector.keys.capture,
    body: { logs },
  })

  const entries = page.locator('section', { has: page.getByRole('heading', { name: 'Entries' }) })
  await entries.getByRole('row', { name: /A session sent more than one session may/ }).waitFor()
  expect((await entries.getByRole('row').allInnerTexts()).join(' ')).toMatch(
    /Accepted\s+3[\s\S]*logs in a loop[\s\S]*2/,
  )
  await page.getByText('5 entries were sent').waitFor()
  await page.getByRole('link', { name: 'Last hour' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/inbox\/intake\?range=hour$/)
  expect(messages).toEqual([])
})
