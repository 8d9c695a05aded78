import { expect, it } from 'vitest'

import { launchChromium } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import { servePages } from '../helpers/serve-pages.ts'
import { startCollector } from '../helpers/start-collector.ts'

it('a report arrives without its replay when the session has no room for it, and is not sent again', async () => {
  const collector = await startCollector({ args: ['--session-replay-bytes', '1'] })
  const { url, keys } = collector
  const site = await servePages({
    '/': `<!doctype html><title>Full</title><h1>Hello</h1>
      <script src="${url}/casefile.js" data-key="${keys.capture}" data-endpoint="${url}"></script>`,
  })
  const page = await (await launchChromium()).newPage()
  const uploads: number[] = []
  page.on('response', (response) => {
    const isUpload = response.request().method() === 'POST' && response.url().endsWith('/replay')
    if (isUpload) uploads.push(response.status())
  })
  await page.goto(site)

  const replaySent = await page.evaluate(
    `Casefile.report({ description: 'Paying fails' }).then((sent) => sent.replaySent)`,
  )

  const issues = await readCollector(collector).issues()
  expect(issues.map(({ userDescription }) => userDescription)).toEqual(['Paying fails'])
  expect(replaySent).toBe(false)
  // The page hears of the answer before the test does.
  await expect.poll(() => uploads, { timeout: 10_000 }).toEqual([413])
})
