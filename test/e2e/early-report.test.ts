import type { Route } from 'playwright'
import { expect, it } from 'vitest'

import { launchChromium } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import { servePages } from '../helpers/serve-pages.ts'
import { startCollector } from '../helpers/start-collector.ts'

it('a report made before the recorder has come waits for it and has a replay', async () => {
  const { page, recorder } = await pageWithHeldRecorder()

  await page.evaluate(`void (sent = Casefile.report({ description: 'Paying fails' }))`)
  await (await recorder).continue()

  expect(await page.evaluate('sent.then((receipt) => receipt.replaySent)')).toBe(true)
})

it('a report arrives without a replay when the recorder does not come', async () => {
  const { page, collector } = await pageWithHeldRecorder()

  const replaySent = await page.evaluate(
    `Casefile.report({ description: 'Paying fails' }).then((receipt) => receipt.replaySent)`,
  )

  expect(replaySent).toBe(false)
  const issues = await readCollector(collector).issues()
  expect(issues.map(({ userDescription }) => userDescription)).toEqual(['Paying fails'])
})

/** A page that has loaded; the request for its recorder is not answered until it is told to go on. */
async function pageWithHeldRecorder() {
  const collector = await startCollector()
  const { url, keys } = collector
  const site = await servePages({
    '/': `<!doctype html><title>Early</title><h1>Hello</h1>
      <script>var sent</script>
      <script src="${url}/casefile.js" data-key="${keys.capture}" data-endpoint="${url}"></script>`,
  })
  const page = await (await launchChromium()).newPage()
  const recorder = new Promise<Route>((resolve) => {
    void page.route(/casefile-recorder/, resolve)
  })
  await page.goto(site)
  return { collector, page, recorder }
}
