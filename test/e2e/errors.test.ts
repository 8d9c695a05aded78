import { expect, it } from 'vitest'

import type { Page } from 'playwright'

import { openPage } from '../helpers/launch-chromium.ts'
import { readCollector } from '../helpers/read-collector.ts'
import type { PageWithCasefile } from '../helpers/recording-page.ts'
import { servePages } from '../helpers/serve-pages.ts'
import { type RunningCollector, startCollector } from '../helpers/start-collector.ts'

interface PageWithErrors extends PageWithCasefile {
  Casefile: PageWithCasefile['Casefile'] & {
    captureException(error: unknown, context?: object): void
  }
}

it('records an error that was captured, logged and thrown as one entry', async () => {
  const { page, collector } = await openRecording()

  await page.evaluate(() => {
    const { Casefile } = window as unknown as PageWithErrors
    const error = new TypeError('Cannot pay', { cause: new Error('no card') })
    console.error(error)
    Casefile.captureException(error, { cart: { items: 3 } })
    queueMicrotask(() => {
      throw error
    })
    console.error('Payment failed', 'for good')
  })

  const events = await delivered(page, collector)
  expect(events.filter(({ type }) => type === 'error')).toMatchObject([
    {
      source: 'captured',
      name: 'TypeError',
      message: 'Cannot pay',
      causes: [{ name: 'Error', message: 'no card' }],
      context: { cart: { items: 3 } },
    },
  ])
  expect(events.filter(({ type }) => type === 'console')).toMatchObject([
    { message: 'Payment failed for good' },
  ])
})

it('records what the page’s Content-Security-Policy refused', async () => {
  const { page, collector } = await openRecording(
    (url) => `default-src 'self' ${url}; script-src 'unsafe-inline' ${url}`,
  )

  await page.evaluate(() => {
    const refused = new Promise((resolve) =>
      document.addEventListener('securitypolicyviolation', resolve),
    )
    new Image().src = 'https://ads.example/pixel.gif?user=1'
    return refused.then(() => {})
  })

  const [event] = (await delivered(page, collector)).filter(({ type }) => type === 'error')
  expect(event).toMatchObject({
    source: 'csp',
    name: 'img-src',
    message: expect.stringContaining('img-src refused https://ads.example/pixel.gif'),
  })
})

async function openRecording(policy?: (url: string) => string) {
  const collector = await startCollector()
  const { url, keys } = collector
  const origin = await servePages(
    {
      '/': `<!doctype html><title>Page</title>
        <script src="${url}/casefile.js"></script>
        <script>Casefile.init({ key: '${keys.capture}', endpoint: '${url}', widget: false })</script>`,
    },
    policy && { 'content-security-policy': policy(url) },
  )
  const { page } = await openPage(origin)
  return { page, collector }
}

async function delivered(page: Page, collector: RunningCollector) {
  const id = await page.evaluate(async () => {
    const { Casefile } = window as unknown as PageWithCasefile
    await Casefile.flush()
    return Casefile.sessionId()
  })
  const reader = readCollector(collector)
  return reader.events(await reader.sessionId(id))
}
